import { syntaxError, type Problem } from './problem.ts';
import { Scanner, takeColour, takeName } from './scanner.ts';
import type { Position } from './syntax.ts';

/** The first line of a note or a reference; its text is `undefined` where it stands on the lines below. */
export interface Opening {
  readonly kind: 'note' | 'ref';
  readonly over: readonly string[];
  readonly colour?: string;
  readonly text?: string;
  readonly at: Position;
}

export function readOpening(text: string, line: number): Opening | Problem | undefined {
  const scanner = new Scanner(text, line);
  const at = scanner.position;
  const [, word] = scanner.take(/(?:\/\s*)?([hr]?note|ref)(?=\s)/y) ?? [];
  if (word === undefined) return undefined;
  const kind = word === 'ref' ? 'ref' : 'note';
  const form = kind === 'ref' ? 'Write ref over A, B : name' : 'Write note over A, B : text, or note right : text';
  const place = scanner.take(kind === 'ref' ? /over\b/y : /(?:left|right|over|across)\b/y)?.[0];
  if (place === undefined) return syntaxError(scanner.position, `This ${kind} has no place`, form);
  const named = place === 'over' || scanner.take(/of\b/y) !== undefined;
  const over = named ? readList(scanner) : [];
  if (named && over.length === 0) return syntaxError(scanner.position, `This ${kind} names no participant`, form);
  const colour = takeColour(scanner);
  const body = scanner.take(/:(.*)/y)?.[1]?.trim();
  if (!scanner.done) return syntaxError(scanner.position, `“${scanner.rest.slice(0, 80)}” is not understood`, form);
  return {
    kind,
    over,
    ...(colour === undefined ? {} : { colour }),
    ...(body === undefined ? {} : { text: body }),
    at,
  };
}

function readList(scanner: Scanner): readonly string[] {
  const names: string[] = [];
  for (let name = takeName(scanner); name !== undefined; name = takeName(scanner)) {
    names.push(name);
    if (scanner.take(/,/y) === undefined) break;
  }
  return names;
}
