import { fail, ok, type Result } from '../failure/index.ts';

/** JSON text of `file` as an unknown value; the failure names the line where the text breaks off or goes wrong. */
export function parseJson(text: string, file: string): Result<unknown> {
  try {
    return ok(JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text));
  } catch (cause) {
    const line = lineOfError(text, cause instanceof Error ? cause.message : '');
    return fail('malformed-file', 'This file is not valid JSON.', {
      file,
      ...(line === undefined ? {} : { line }),
      hint: 'Write it again with the tool that made it, or restore it from version control.',
      cause,
    });
  }
}

function lineOfError(text: string, message: string): number | undefined {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return text.slice(0, Number(position)).split('\n').length;
  return /end of JSON/i.test(message) ? text.split('\n').length : undefined;
}
