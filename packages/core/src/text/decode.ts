import { fail, ok, type Result } from '../failure/index.ts';

/** Text of a file that must be UTF-8: a byte that is not would silently become another character. */
export function decodeUtf8(bytes: Uint8Array, file: string): Result<string> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (cause) {
    const hint = 'Write it again in UTF-8 with the tool that made it.';
    return fail('malformed-file', 'This file is not UTF-8 text.', { file, hint, cause });
  }
}
