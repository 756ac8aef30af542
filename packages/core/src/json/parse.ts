import { fail, ok, type Result } from '../failure/index.ts';
import { errorOffset } from './error-offset.ts';

/** JSON text of `file` as an unknown value; the failure names the line where the text breaks off or goes wrong. */
export function parseJson(text: string, file: string): Result<unknown> {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    return ok(JSON.parse(json));
  } catch (cause) {
    const offset = errorOffset(json) ?? json.length;
    const why = json.trim() === '' ? ': it is empty' : offset === json.length ? ': it is cut off' : '';
    return fail('malformed-file', `This file is not valid JSON${why}.`, {
      file,
      line: json.slice(0, offset).split('\n').length,
      hint: 'Write it again with the tool that made it, or restore it from version control.',
      cause,
    });
  }
}
