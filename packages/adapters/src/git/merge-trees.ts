import { fail, mapResult, ok, type Result } from '@interlock/core/failure';
import { oneLine } from '@interlock/core/text';
import { withMergePlace, type MergePlace } from './merge-place.ts';
import { requireObjectNames } from './object-name.ts';
import { exitStatus } from './run-git.ts';

const conflictsShown = 10;
const settings = [
  'merge.renames=true',
  // More than git looks at by itself: the deadline of the command is the limit.
  'merge.renameLimit=30000',
  'merge.renormalize=false',
].flatMap((setting) => ['-c', setting]);

/** Full object names of trees or commits. */
export interface ThreeTrees {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

export interface TreeMerge {
  /** Files in conflict hold the marks of both sides. */
  readonly tree: string;
  /** Paths that git could not merge, sorted; there may be none of a conflict. */
  readonly conflicts: readonly string[];
  readonly isClean: boolean;
}

/** How a failure speaks of a conflict. */
export interface ConflictWords {
  /** Without the paths: `The revert conflicts`. */
  readonly message: string;
  readonly hint: string;
}

/**
 * The tree of a merge without conflicts, kept in the repository: no configuration, attributes or merge driver of the
 * repository has a part in it. A changed file is followed where the other side has renamed it; a file that is new in a
 * folder that the other side has renamed is a conflict. Fails with `bad-repository` where there are conflicts, and names
 * their paths.
 */
export function keepMergedTrees(
  gitDirectory: string,
  trees: ThreeTrees,
  words: ConflictWords,
): Promise<Result<string>> {
  return withMergePlace(gitDirectory, async (place) => {
    const merged = await mergeTrees(place, trees, { result: 'kept', movedFolders: 'conflict' });
    return merged.ok ? requireClean(merged.value, words) : merged;
  });
}

/** As keepMergedTrees, of two commits by their own history. */
export function keepMergedCommits(
  gitDirectory: string,
  tips: readonly [ours: string, theirs: string],
  words: ConflictWords,
): Promise<Result<string>> {
  return withMergePlace(gitDirectory, async (place) => {
    const merged = await mergeCommits(place, tips, { result: 'kept', movedFolders: 'conflict' });
    return merged.ok ? requireClean(merged.value, words) : merged;
  });
}

export interface MergeOptions {
  /** Which run of the place writes the result. */
  readonly result: 'apart' | 'kept';
  /** What becomes of a new file whose folder the other side has renamed. */
  readonly movedFolders: 'conflict' | 'follow';
}

/**
 * Merges commits made of the trees with one common ancestor: git before 2.40 cannot be told a base. They are not kept,
 * and their names, which git writes into marks of conflicts, are the same for the same trees.
 */
export async function mergeTrees(
  place: MergePlace,
  { base, ours, theirs }: ThreeTrees,
  options: MergeOptions,
): Promise<Result<TreeMerge>> {
  const named = requireObjectNames([base, ours, theirs]);
  if (!named.ok) return named;
  const trees = await place.apart(['rev-parse', ...[base, ours, theirs].map((name) => `${name}^{tree}`)]);
  if (!trees.ok) return trees;
  const [baseTree = '', ourTree = '', theirTree = ''] = trees.value.toString().trim().split('\n');
  const start = await writeTreeCommit(place, baseTree);
  if (!start.ok) return start;
  const one = await writeTreeCommit(place, ourTree, start.value);
  if (!one.ok) return one;
  const other = await writeTreeCommit(place, theirTree, start.value);
  return other.ok ? mergeCommits(place, [one.value, other.value], options) : other;
}

async function mergeCommits(
  place: MergePlace,
  tips: readonly [ours: string, theirs: string],
  { movedFolders, result }: MergeOptions,
): Promise<Result<TreeMerge>> {
  const named = requireObjectNames(tips);
  if (!named.ok) return named;
  const folders = ['-c', `merge.directoryRenames=${movedFolders === 'follow' ? 'true' : 'conflict'}`];
  const merge = ['merge-tree', '--write-tree', '-z', '--name-only', '--no-messages'];
  const command = [...settings, ...folders, ...merge, ...tips];
  if (result === 'apart') return runMerge(place.apart, command);
  // What is in conflict must leave nothing in the repository.
  const trial = await runMerge(place.trial, command);
  return trial.ok && trial.value.isClean ? runMerge(place.kept, command) : trial;
}

async function runMerge(run: MergePlace['kept'], command: readonly string[]): Promise<Result<TreeMerge>> {
  const clean = await run(command);
  if (clean.ok) return readMerge(clean.value, 'clean');
  if (exitStatus(clean.error) !== 1) return clean;
  // The status alone tells a conflict: there are some that no path has.
  const conflict = await run(command, { answerStatus: 1 });
  return conflict.ok ? readMerge(conflict.value, 'conflict') : conflict;
}

/** The name of the tree and then, of a merge in conflict, each path in conflict; all end in NUL. */
function readMerge(output: Buffer, end: 'clean' | 'conflict'): Result<TreeMerge> {
  const [tree = '', ...paths] = output.toString().split('\0').slice(0, -1);
  if (!/^[0-9a-f]{40,64}$/.test(tree))
    return fail('bad-repository', 'git answered with a merge in a form that is not known.');
  return ok({ tree, conflicts: [...new Set(paths)].sort(), isClean: end === 'clean' });
}

function requireClean({ conflicts, isClean, tree }: TreeMerge, { hint, message }: ConflictWords): Result<string> {
  if (isClean) return ok(tree);
  const shown = conflicts.slice(0, conflictsShown).map((path) => oneLine(JSON.stringify(path), 200));
  const more = conflicts.length > shown.length ? ` and ${conflicts.length - shown.length} more` : '';
  const where = shown.length === 0 ? '' : ` in ${shown.join(', ')}${more}`;
  return fail('bad-repository', `${message}${where}.`, { hint });
}

async function writeTreeCommit({ apart }: MergePlace, tree: string, parent?: string): Promise<Result<string>> {
  const person = 'interlock <interlock@localhost> 0 +0000';
  const parents = parent === undefined ? '' : `parent ${parent}\n`;
  const input = `tree ${tree}\n${parents}author ${person}\ncommitter ${person}\n\nmerge\n`;
  const written = await apart(['hash-object', '-t', 'commit', '-w', '--stdin'], { input });
  return mapResult(written, (output) => output.toString().trim());
}
