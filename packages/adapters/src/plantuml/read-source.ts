import { parseDiagram, type Diagram } from '@interlock/core/diagram';
import { fail, ok, type Result } from '@interlock/core/failure';

/** More take longer than a minute on a slow machine, and nobody reads them. */
export const mostDrawn = 1000;
const mostCharacters = 256 * 1024;

export interface Source {
  readonly lines: readonly string[];
  readonly title: string;
  readonly description: string;
}

interface Ban {
  readonly pattern: RegExp;
  readonly what: string;
}

/** What the preprocessor or the markup of PlantUML would look up, compute or embed, wherever it stands: in notes and comments too. */
const bans: readonly Ban[] = [
  { pattern: /^\s*!/, what: 'a line of the preprocessor' },
  { pattern: /'\/\s*\S/, what: 'something behind a comment' },
  { pattern: /%[a-z_]\w*\s*\(|%(?:date|time|filename|dirpath)/i, what: 'a function or variable of PlantUML' },
  { pattern: /\\$/, what: 'a line that goes on in the next' },
  { pattern: /\[\[/, what: 'a link' },
  { pattern: /\{\{/, what: 'a diagram inside of the diagram' },
  { pattern: /<\s*(?:img|math|latex|script|svg|qrcode|[$&:])/i, what: 'a picture or formula' },
  // oxlint-disable-next-line no-control-regex -- these are what it is about
  {
    pattern: /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ue000-\uf8ff]/,
    what: 'a character that no text has',
  },
];

/** Reads a source that may be drawn: in the subset of docs/reference/notation.md, of some size, and without what reaches out of it. */
export function readSource(text: string): Result<Source> {
  if (text.length > mostCharacters)
    return fail('malformed-file', `The diagram is longer than ${mostCharacters / 1024} KB.`, { hint: split });
  const { diagram, problems } = parseDiagram(text);
  const [first] = problems.filter(({ level }) => level === 'error');
  if (first !== undefined)
    return fail('malformed-file', `${first.message}.`, { hint: `${first.fix}.`, line: first.at.line });
  const messages = countMessages(diagram.steps);
  if (messages > mostDrawn) {
    const wanted = `The diagram has ${messages} messages, and up to ${mostDrawn} are drawn.`;
    return fail('malformed-file', wanted, { hint: split });
  }
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  return findBanned(lines) ?? ok({ lines: lines.map(withoutComment), ...wordsOf(diagram, messages) });
}

const split = 'Split it, and name the parts with ref.';

function findBanned(lines: readonly string[]): Result<never> | undefined {
  const fences = lines.flatMap((line, index) => (/^\s*[@\\](?:start|end)/i.test(line) ? [index] : []));
  const second = fences.length > 2 ? fences[1] : undefined;
  if (second !== undefined) return banned('the end of the diagram, or a second one', second);
  for (const [index, line] of lines.entries()) {
    const ban = bans.find(({ pattern }) => pattern.test(line));
    if (ban !== undefined) return banned(ban.what, index);
  }
  return undefined;
}

const banned = (what: string, index: number) =>
  fail('malformed-file', `Here is ${what}, which is never drawn.`, {
    hint: 'Write the diagram out in plain text: nothing is included, linked or computed.',
    line: index + 1,
  });

/** Comments are ours: PlantUML gets an empty one, so that lines keep their numbers. */
const withoutComment = (line: string) => (/^\s*'/.test(line) ? "'" : line);

type Steps = Diagram['steps'];

const countMessages = (steps: Steps): number =>
  steps.reduce((sum, step) => {
    if (step.kind === 'message') return sum + 1;
    return 'branches' in step ? sum + step.branches.reduce((all, branch) => all + countMessages(branch.steps), 0) : sum;
  }, 0);

/** What somebody hears who does not see the drawing. */
function wordsOf(diagram: Diagram, messages: number): Pick<Source, 'title' | 'description'> {
  const plain = (text: string) => text.replaceAll(/\\n|\s+/g, ' ').trim();
  const names = diagram.participants.map(({ name }) => plain(name)).join(', ');
  return {
    title: plain(diagram.title ?? diagram.name) || 'Sequence diagram',
    description: `Sequence diagram of ${messages} ${messages === 1 ? 'message' : 'messages'} between ${names}.`,
  };
}
