import { syntaxError, type Problem } from './problem.ts';
import { Scanner, takeColour, takeName } from './scanner.ts';
import type { Message } from './syntax.ts';

/** Head on the left, body with its style, head on the right. `x` and `o` are a message lost or found. */
const arrow =
  /(?:[ox](?=[<\\/]))?(<<?|\/\/?|\\\\?)?-(?:\[((?:#\w{1,30}|bold|dashed|dotted|hidden|plain)(?:,(?:#\w{1,30}|bold|dashed|dotted|hidden|plain)){0,4})\])?(-?)(>>?|\/\/?|\\\\?)?(?:[ox](?=\s|$))?/y;

const form = 'Write A -> B : run the tests -> test report';

/** `CI -[#red]-> Policy ++ : submit SBOM`; `undefined` where the line holds no arrow. */
export function readMessage(text: string, line: number): Message | Problem | undefined {
  const scanner = new Scanner(text, line);
  const at = scanner.position;
  const left = scanner.take(/\[(?=[-<\\/ox])/y)?.[0] ?? takeName(scanner);
  if (left === undefined) return undefined;
  const found = scanner.take(arrow);
  if (found === undefined) return undefined;
  const [, back, , , forth] = found;
  if ((back === undefined) === (forth === undefined))
    return syntaxError(at, 'This arrow has no head, or one at each end', 'Give it one head: -> or <-, --> or <--');
  const right = scanner.take(/\]/y)?.[0] ?? takeName(scanner);
  if (right === undefined) return syntaxError(scanner.position, 'The arrow leads nowhere', form);
  if (left === '[' && right === ']') return syntaxError(at, 'The message has no participant', form);
  while (scanner.take(/\+\+|--|\*\*|!!/y) !== undefined) takeColour(scanner);
  const label = scanner.take(/:(.*)/y)?.[1]?.trim() ?? '';
  if (!scanner.done)
    return syntaxError(
      scanner.position,
      `“${scanner.rest.slice(0, 80)}” stands behind the participant “${right}”`,
      'Put a name with blanks in quotes, and a colon before what the message says',
    );
  const [from, to] = forth === undefined ? [right, left] : [left, right];
  return { kind: 'message', from, to, ...styleOf(found), label, at };
}

function styleOf([, , style = '', dash]: RegExpExecArray): Pick<Message, 'line' | 'colour'> {
  const colour = /#([A-Za-z0-9]{1,30})/.exec(style)?.[1];
  return {
    line: dash === '-' || /\b(?:dashed|dotted)\b/.test(style) ? 'dashed' : 'solid',
    ...(colour === undefined ? {} : { colour }),
  };
}
