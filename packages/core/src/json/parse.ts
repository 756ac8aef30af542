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
  if (position !== undefined) return lineAt(text, Number(position));
  if (/end of JSON/i.test(message)) return lineAt(text, text.length);
  return unexpectedToken.test(message) ? lineAt(text, findToken(text)) : undefined;
}

/** The one message of V8 without a position. */
const unexpectedToken = /^Unexpected token/;

/** Position of the first token that must not be there: every longer prefix of the text fails for it, and no shorter one. */
function findToken(text: string): number {
  let [low, high] = [0, text.length];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (failsForToken(text.slice(0, middle))) high = middle;
    else low = middle;
  }
  return low;
}

function failsForToken(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (cause) {
    return cause instanceof Error && unexpectedToken.test(cause.message);
  }
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
