import { ok, type Result } from '../failure/index.ts';
import type { CommitTree } from '../ports/index.ts';
import type { ChangedFile } from './change.ts';
import { pointsElsewhere } from './file-mode.ts';
import { hiddenCharactersIn, type HiddenCharacter } from './hidden-characters.ts';

/** A hidden character that the change adds, and where. Without a line it is in the path. */
export interface HiddenInFile extends HiddenCharacter {
  readonly path: string;
  /** Counted from 1. */
  readonly line?: number;
  /** How many of this kind the line or the path has. */
  readonly count: number;
}

/** So many places are named; there is no need for more to see what a change is. */
const placeLimit = 100;

/** What the added lines and the new paths of a change hide, by the objects of its head. Files that are no text hide nothing here. */
export async function findHidden(
  files: readonly ChangedFile[],
  after: Pick<CommitTree, 'read'>,
): Promise<Result<readonly HiddenInFile[]>> {
  const found: HiddenInFile[] = [];
  for (const file of files) {
    if (found.length >= placeLimit) break;
    if (file.status === 'deleted') continue;
    if (['added', 'renamed', 'copied'].includes(file.status)) found.push(...places(file.path, { path: file.path }));
    if (pointsElsewhere(file) || (!file.binary && file.addedLines.length === 0)) continue;
    const content = await after.read(file.path);
    if (!content.ok) return content;
    found.push(...hiddenInLines(file, content.value ?? new Uint8Array()));
  }
  return ok(found.slice(0, placeLimit));
}

/** Attributes can make git take a text for a binary file without lines: then each of its lines counts. */
function hiddenInLines({ addedLines, binary, path }: ChangedFile, content: Uint8Array): readonly HiddenInFile[] {
  const text = decode(content);
  if (text === undefined) return [];
  const lines = text.split('\n');
  const ranges = binary ? [[1, lines.length] as const] : addedLines;
  return ranges.flatMap(([first, last]) =>
    lines.slice(first - 1, last).flatMap((line, index) => places(line, { path, line: first + index })),
  );
}

/** As compilers read it: bytes that are no UTF-8 are replaced, and a byte order mark at the start is no part of the text. */
function decode(content: Uint8Array): string | undefined {
  return content.includes(0) ? undefined : new TextDecoder().decode(content);
}

function places(text: string, place: Pick<HiddenInFile, 'path' | 'line'>): readonly HiddenInFile[] {
  const byKind = Map.groupBy(hiddenCharactersIn(text), ({ kind }) => kind);
  return [...byKind.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [{ ...place, ...first, count: same.length }];
  });
}
