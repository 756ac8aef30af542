import { ok, type Result } from '../../failure/index.ts';
import type { CommitTree, SourceTree } from '../../ports/index.ts';
import type { ChangedFile } from '../change.ts';
import { readLines } from './added-lines.ts';
import type { Sighting } from './facts.ts';
import { formatOf, isBinaryContent, looksLikeText } from './file-format.ts';
import { hiddenInName } from './hidden-characters.ts';
import { inspectLines } from './inspect-lines.ts';
import { isSourceName } from './source-name.ts';
import { createTally } from './tally.ts';

export interface Trees {
  readonly before: Pick<SourceTree, 'read'>;
  readonly after: Pick<CommitTree, 'read' | 'links'>;
}

const whole = (kind: Sighting['kind']): readonly Sighting[] => [{ kind, count: 1 }];

/** What the new content of a file hides; `governs` as in TextFile. */
export async function inspectContent(
  file: ChangedFile,
  governs: boolean,
  trees: Trees,
): Promise<Result<readonly Sighting[]>> {
  if (file.status === 'deleted' || file.newMode === '160000') return ok([]);
  if (file.newMode === '120000') return inspectLink(file.path, trees);
  if (!file.binary && file.addedLines.length === 0) return ok([]);
  const content = await readOrNothing(trees.after, file.path);
  if (!content.ok) return content;
  // Git says that the file is there: what cannot be read of it, because it is too large, is not seen either.
  if (content.value === undefined) return ok(whole('unread'));
  const format = formatOf(content.value, file.binary);
  if (!file.binary) {
    const found = inspectLines({ path: file.path, governs }, readLines(content.value, file.addedLines));
    return ok(format === undefined ? found : [...found, ...whole(format)]);
  }
  const before = await readOrNothing(trees.before, file.previousPath ?? file.path);
  if (!before.ok) return before;
  if (before.value !== undefined && areEqual(before.value, content.value)) return ok([]);
  const isText =
    looksLikeText(content.value) ||
    isSourceName(file.path) ||
    (before.value !== undefined && !isBinaryContent(before.value));
  return ok(whole(format ?? (isText ? 'text-as-binary' : 'binary')));
}

async function inspectLink(path: string, { after }: Trees): Promise<Result<readonly Sighting[]>> {
  const links = await after.links();
  if (!links.ok) return links;
  const { addCharacter, list } = createTally();
  for (const character of hiddenInName(links.value.get(path) ?? '')) addCharacter(character, 1);
  return ok(list());
}

async function readOrNothing(tree: Pick<SourceTree, 'read'>, path: string): Promise<Result<Uint8Array | undefined>> {
  const content = await tree.read(path);
  return content.ok || content.error.kind !== 'bad-repository' ? content : ok(undefined);
}

const areEqual = (one: Uint8Array, other: Uint8Array) =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);
