import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const plantuml = fileURLToPath(import.meta.resolve('@plantuml/core'));

/** Files of packages that lie beside the bundle, compressed, and are read only when they are needed. */
export const assets = [
  { name: 'plantuml.js.br', folder: dirname(plantuml), content: () => compress(readFileSync(plantuml)) },
] as const;

function compress(bytes: Buffer): Buffer {
  const { BROTLI_PARAM_LGWIN, BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  const params = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params });
}
