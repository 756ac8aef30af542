import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, mapResult, ok, type Result } from '@interlock/core/failure';
import type { MergeResult, Repository } from '@interlock/core/ports';
import { diffTrees } from './changed-files.ts';
import { commitTree } from './commit-tree.ts';
import { gitVersion, isOlder } from './git-version.ts';
import { requireObjectNames } from './object-name.ts';
import { objectReader } from './object-reader.ts';
import { withPrivateDirectory, type PrivatePlace } from './private-directory.ts';
import { exitStatus, runGit, type RunOptions } from './run-git.ts';

type WithMerge = Repository['withMerge'];
type Commits = Parameters<WithMerge>[0];

const oldest = [2, 38] as const;
const settings = [
  'merge.renames=true',
  'merge.directoryRenames=true',
  // More than git looks at by itself: the deadline of the command is the limit.
  'merge.renameLimit=30000',
  'merge.renormalize=false',
].flatMap((setting) => ['-c', setting]);

/**
 * Merges in a git directory of our own and into objects of our own: no configuration, attributes or merge driver of the
 * repository has a part in it, and nothing is written to it.
 */
export async function withMerge<T>(
  gitDirectory: string,
  commits: Commits,
  use: (merge: MergeResult) => Promise<Result<T>>,
): Promise<Result<T>> {
  const named = requireObjectNames(Object.values(commits));
  if (!named.ok) return named;
  const version = await gitVersion(gitDirectory);
  if (!version.ok) return version;
  if (isOlder(version.value, oldest)) {
    return fail(
      'service-failed',
      `The base went on since the change began, and this git cannot tell what their merge makes: ${JSON.stringify(version.value.text)}.`,
      { hint: `Install git ${oldest.join('.')} or newer, or bring the change up to date with its base.` },
    );
  }
  return withPrivateDirectory(gitDirectory, async (_, place) => {
    const environment = await makeObjects(place);
    const run = (command: readonly string[], options: RunOptions = {}) =>
      runGit(place.gitDirectory, command, { ...options, folder: place.empty, environment });
    const merged = await mergeTrees(run, commits);
    if (!merged.ok) return merged;
    const { conflicts, isClean, tree } = merged.value;
    const files = await diffTrees(run, commits.base, tree);
    if (!files.ok) return files;
    const readObject = objectReader(place.gitDirectory, environment);
    const result = commitTree(place.gitDirectory, tree, readObject, { environment });
    return use({ tree: { ...result, name: 'the merge' }, files: files.value, conflicts, isClean });
  });
}

/** Where git writes: an own folder of objects, with those of the repository to read from. */
async function makeObjects({ gitDirectory, objects }: PrivatePlace): Promise<Readonly<Record<string, string>>> {
  const own = join(gitDirectory, 'objects');
  await mkdir(own);
  // Quoted, since a bare `:` would end the path.
  const alternate = `"${objects.replace(/["\\]/g, '\\$&')}"`;
  return { GIT_OBJECT_DIRECTORY: own, GIT_ALTERNATE_OBJECT_DIRECTORIES: alternate };
}

type Run = (command: readonly string[], options?: RunOptions) => Promise<Result<Buffer>>;

interface MergedTree {
  readonly tree: string;
  readonly conflicts: readonly string[];
  readonly isClean: boolean;
}

/** Merges commits made of the same trees with one common ancestor, so that it is the start of the change that counts. */
async function mergeTrees(run: Run, { base, head, mergeBase }: Commits): Promise<Result<MergedTree>> {
  const trees = await run(['rev-parse', ...[mergeBase, base, head].map((commit) => `${commit}^{tree}`)]);
  if (!trees.ok) return trees;
  const [oldTree = '', baseTree = '', headTree = ''] = trees.value.toString().trim().split('\n');
  const start = await writeTreeCommit(run, oldTree);
  if (!start.ok) return start;
  const ours = await writeTreeCommit(run, baseTree, start.value);
  if (!ours.ok) return ours;
  const theirs = await writeTreeCommit(run, headTree, start.value);
  if (!theirs.ok) return theirs;
  const command = [
    ...settings,
    'merge-tree',
    '--write-tree',
    '-z',
    '--name-only',
    '--no-messages',
    ours.value,
    theirs.value,
  ];
  const clean = await run(command);
  if (clean.ok) return readMerge(clean.value, true);
  if (exitStatus(clean.error) !== 1) return clean;
  // The status alone tells a conflict: there are some that no path has.
  const conflict = await run(command, { answerStatus: 1 });
  return conflict.ok ? readMerge(conflict.value, false) : conflict;
}

/** The name of the tree and then, of a merge in conflict, each path in conflict; all end in NUL. */
function readMerge(output: Buffer, isClean: boolean): Result<MergedTree> {
  const [tree = '', ...paths] = output.toString().split('\0').slice(0, -1);
  if (!/^[0-9a-f]{40,64}$/.test(tree))
    return fail('bad-repository', 'git answered with a merge in a form that is not known.');
  return ok({ tree, conflicts: [...new Set(paths)].sort(), isClean });
}

async function writeTreeCommit(run: Run, tree: string, parent?: string): Promise<Result<string>> {
  const person = 'interlock <interlock@localhost> 0 +0000';
  const parents = parent === undefined ? '' : `parent ${parent}\n`;
  const input = `tree ${tree}\n${parents}author ${person}\ncommitter ${person}\n\nmerge\n`;
  const written = await run(['hash-object', '-t', 'commit', '-w', '--stdin'], { input });
  return mapResult(written, (output) => output.toString().trim());
}
