import { syntaxError, type Problem } from './problem.ts';
import { Scanner, takeColour, takeName } from './scanner.ts';
import { participantKinds, type Participant } from './syntax.ts';

const kinds = new RegExp(`(?:create\\s+)?(${participantKinds.join('|')})\\b`, 'y');

/** `actor "Agent (trusted)" as Agent <<Agent>> #gold`; `undefined` where the line declares nobody. */
export function readParticipant(text: string, line: number): Participant | Problem | undefined {
  const scanner = new Scanner(text, line);
  const at = scanner.position;
  const [, word] = scanner.take(kinds) ?? [];
  const kind = participantKinds.find((one) => one === word);
  if (kind === undefined) return undefined;
  const form = `Write ${kind} "Name as shown" as Short`;
  const first = takeName(scanner);
  if (first === undefined) return syntaxError(scanner.position, `This ${kind} has no name`, form);
  const alias = scanner.take(/as(?=\s|$)/y) === undefined ? undefined : readAlias(scanner);
  if (alias === null) return syntaxError(scanner.position, 'Nothing stands behind “as”', form);
  const more = readTail(scanner);
  if (!scanner.done) {
    const whole = text
      .trim()
      .replace(/^(?:create\s+)?\S+\s+/, '')
      .replaceAll('"', '');
    const fix = `Put the whole name in quotes: ${kind} "${whole.slice(0, 80)}" as ${first.replaceAll(/[^\p{L}\p{N}]/gu, '')}`;
    return syntaxError(scanner.position, `“${scanner.rest.slice(0, 80)}” stands behind the name “${first}”`, fix);
  }
  const [id, name] = namesOf(first, alias);
  return { kind, id, name, ...more, declaredAt: at };
}

interface Alias {
  readonly text: string;
  readonly quoted: boolean;
}

function readAlias(scanner: Scanner): Alias | null {
  const quoted = scanner.rest.startsWith('"');
  const text = takeName(scanner);
  return text === undefined ? null : { text, quoted };
}

/** Of `"Shown" as Short` and `Short as "Shown"`, which is which. */
function namesOf(first: string, alias: Alias | undefined): readonly [id: string, name: string] {
  const shown = (text: string) => text.replaceAll(String.raw`\n`, ' ');
  if (alias === undefined) return [first, shown(first)];
  return alias.quoted ? [first, shown(alias.text)] : [alias.text, shown(first)];
}

/** Stereotypes, at most one order among them, and last a colour: PlantUML reads no other sequence. */
function readTail(scanner: Scanner): { readonly stereotypes: readonly string[]; readonly colour?: string } {
  const stereotypes = readStereotypes(scanner);
  const more = scanner.take(/order\s+\d+/y) === undefined ? [] : readStereotypes(scanner);
  const colour = takeColour(scanner);
  return { stereotypes: [...stereotypes, ...more], ...(colour === undefined ? {} : { colour }) };
}

function readStereotypes(scanner: Scanner): readonly string[] {
  const found: string[] = [];
  for (;;) {
    const text = scanner.take(/<<\s*([^<>]{1,100}?)\s*>>/y)?.[1];
    if (text === undefined) return found;
    found.push(text);
  }
}
