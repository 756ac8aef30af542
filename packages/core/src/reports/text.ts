import { fail, ok, type Result } from '../failure/index.ts';

/** The most that is kept of a message, a name or a path that a report states, in UTF-16 code units. */
export const textLimit = 1000;

/** Text from a report: at most `textLimit` long and free of lone surrogates, which canonical JSON cannot carry. */
export function clip(text: string): string {
  return text.slice(0, textLimit).toWellFormed();
}

const encodings: ReadonlySet<string> = new Set(['utf-8', 'us-ascii', 'iso-8859-1', 'windows-1252']);

/**
 * Text of a report: UTF-16 where its byte order mark says so, the encoding that an XML declaration names, else UTF-8.
 * Fails with `malformed-file` where the bytes are not in that encoding, or with `unsupported-format`.
 */
export function decodeText(bytes: Uint8Array, file: string): Result<string> {
  const encoding = encodingOf(bytes);
  if (encoding === undefined) {
    return fail('unsupported-format', 'The XML declaration names an encoding that is not read.', {
      file,
      hint: 'Write the report in UTF-8.',
    });
  }
  try {
    return ok(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch (cause) {
    return fail('malformed-file', `This file is not ${encoding} text.`, {
      file,
      hint: 'Write it again in UTF-8 with the tool that made it.',
      cause,
    });
  }
}

function encodingOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const start = String.fromCharCode(...bytes.subarray(0, 100));
  const named = /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)["']/.exec(start)?.[1]?.toLowerCase();
  if (named === undefined) return 'utf-8';
  return encodings.has(named) ? named : undefined;
}
