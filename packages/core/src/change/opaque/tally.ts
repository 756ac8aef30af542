import { nameCharacter } from './character-names.ts';
import type { OpaqueKind, Sighting } from './facts.ts';
import type { HiddenCharacter } from './hidden-characters.ts';

interface Count {
  readonly line: number | undefined;
  count: number;
  readonly codePoints: Set<number>;
}

export interface Tally {
  readonly add: (kind: OpaqueKind, line?: number) => void;
  readonly addCharacter: (character: HiddenCharacter, line?: number) => void;
  /** Characters so far. */
  readonly characters: () => number;
  /** One sighting of each kind, sorted by kind. */
  readonly list: () => readonly Sighting[];
}

const maximumNames = 5;

/** Counts by kind, so that what is kept does not grow with what is found. */
export function createTally(): Tally {
  const kinds = new Map<OpaqueKind, Count>();
  let characters = 0;
  const countOf = (kind: OpaqueKind, line: number | undefined): Count => {
    const known = kinds.get(kind) ?? { line, count: 0, codePoints: new Set() };
    kinds.set(kind, known);
    known.count += 1;
    return known;
  };
  return {
    add: (kind, line) => void countOf(kind, line),
    addCharacter: ({ codePoint, kind }, line) => {
      characters += 1;
      const { codePoints } = countOf(kind, line);
      if (codePoints.size < maximumNames) codePoints.add(codePoint);
    },
    characters: () => characters,
    list: () =>
      [...kinds]
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([kind, { codePoints, count, line }]) => ({
          kind,
          ...(line === undefined ? {} : { line }),
          ...(codePoints.size === 0 ? {} : { characters: namesOf(kind, codePoints) }),
          count,
        })),
  };
}

function namesOf(kind: OpaqueKind, codePoints: ReadonlySet<number>): readonly string[] {
  return [...codePoints].toSorted((one, other) => one - other).map((code) => nameCharacter(code, kind));
}
