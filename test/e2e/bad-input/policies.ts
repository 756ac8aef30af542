import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const fixtures = join(import.meta.dirname, '../../../packages/adapters/src/rego/fixtures');
const compiled = (name: string): Uint8Array => readFileSync(join(fixtures, `${name}.wasm`));

/** Compiled policies that cannot give an answer. */
export const policies = {
  /** Takes longer than any deadline. */
  endless: compiled('slow'),
  /** Calls http.send. */
  online: compiled('unknown'),
  truncated: compiled('slow').subarray(0, 1000),
} as const;
