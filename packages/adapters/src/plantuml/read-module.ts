import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { fail, ok, type Result } from '@interlock/core/failure';

const decompress = promisify(brotliDecompress);
const mostBytes = 32 * 1024 * 1024;

/** The text of the module plantuml.js of @plantuml/core; a name in `.br` is that of a compressed one. */
export async function readModule(url: URL): Promise<Result<string>> {
  try {
    const bytes = await readFile(url);
    const content = url.pathname.endsWith('.br') ? await decompress(bytes, { maxOutputLength: mostBytes }) : bytes;
    return ok(content.toString('utf8'));
  } catch (cause) {
    return fail('service-failed', 'PlantUML, which draws diagrams, cannot be read.', {
      hint: 'Install Interlock again: a file of its folder is missing or damaged.',
      file: fileURLToPath(url),
      cause,
    });
  }
}
