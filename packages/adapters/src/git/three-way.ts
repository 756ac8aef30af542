import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '@interlock/core/failure';
import { mergeFile, type MergePlace } from './merge-file.ts';
import { renamedPaths } from './renamed.ts';
import { runGit } from './run-git.ts';
import { parseUnmerged, readablePath, type RawPath, type Side, type Unmerged } from './unmerged.ts';

const conflictsShown = 10;

export interface ThreeTrees {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

/** Merges three trees in an index of its own and answers the name of the merged tree. A renamed file is a conflict. */
export async function mergeTrees(place: MergePlace, trees: ThreeTrees): Promise<Result<string>> {
  const renamed = await renamedPaths(place.gitDirectory, trees);
  if (!renamed.ok) return renamed;
  if (renamed.value.length > 0) return conflict('later renames of', renamed.value);
  const index = join(place.folder, 'index');
  await rm(index, { force: true });
  const git = (command: readonly string[], input: Uint8Array = new Uint8Array()) =>
    runGit(place.gitDirectory, command, { input, environment: { GIT_INDEX_FILE: index } });
  const read = await git(['read-tree', '-i', '-m', '--aggressive', trees.base, trees.ours, trees.theirs]);
  if (!read.ok) return read;
  const open = await git(['ls-files', '--unmerged', '-z', '--full-name']);
  if (!open.ok) return open;
  const unmerged = parseUnmerged(open.value);
  if (unmerged === undefined) return fail('bad-repository', 'git answered with an index in a form that is not known.');
  const resolved = await resolveAll(place, unmerged);
  if (!resolved.ok) return resolved;
  const updated = await git(['update-index', '-z', '--index-info'], Buffer.from(resolved.value, 'latin1'));
  if (!updated.ok) return updated;
  const tree = await git(['write-tree']);
  return tree.ok ? ok(tree.value.toString().trim()) : tree;
}

/** Input of `update-index --index-info`, one character per byte; a failure that names the paths where any is in conflict. */
async function resolveAll(place: MergePlace, unmerged: readonly Unmerged[]): Promise<Result<string>> {
  const conflicts: RawPath[] = [];
  let input = '';
  for (const open of unmerged) {
    const side: Result<Side | undefined> = await mergeFile(place, open);
    if (!side.ok) return side;
    if (side.value === undefined) conflicts.push(open.path);
    else input += `${side.value.mode} ${side.value.objectName} 0\t${open.path}\0`;
  }
  return conflicts.length === 0 ? ok(input) : conflict('later changes in', conflicts);
}

function conflict(what: string, paths: readonly RawPath[]): Result<never> {
  const shown = paths.slice(0, conflictsShown).map(readablePath).join(', ');
  const more = paths.length > conflictsShown ? ` and ${paths.length - conflictsShown} more` : '';
  return fail('bad-repository', `The revert conflicts with ${what} ${shown}${more}.`, {
    hint: 'Revert the later changes too, newest first, or make the revert by hand.',
  });
}
