import { fail, ok, type Result } from '@interlock/core/failure';
import type { OpenRepository } from '@interlock/core/ports';
import { branchesAt } from './branches.ts';
import { changedFiles } from './changed-files.ts';
import { commitTree } from './commit-tree.ts';
import { commitsBetween, firstParents } from './commits.ts';
import { objectReader } from './object-reader.ts';
import { gitVersion, isOlder } from './git-version.ts';
import { findGitDirectory, mergeBase, resolveCommit } from './resolve.ts';
import { withMerge } from './with-merge.ts';

const oldest = [2, 34] as const;

/** Opens the repository at the root of a clone, a linked work tree or a bare repository. Needs git 2.34 or newer, and 2.38 for a merge. */
export const openRepository: OpenRepository = async (path) => {
  const directory = await findRepository(path);
  if (!directory.ok) return directory;
  const readObject = objectReader(directory.value);
  return ok({
    resolve: (revision) => resolveCommit(directory.value, revision),
    mergeBase: (one, other) => mergeBase(directory.value, one, other),
    changedFiles: (base, head) => changedFiles(directory.value, base, head),
    commits: (base, head) => commitsBetween(directory.value, readObject, base, head),
    firstParents: (commit) => firstParents(directory.value, commit),
    branchesAt: (commit) => branchesAt(directory.value, commit),
    rawCommit: async (commit) => {
      const object = await readObject(commit);
      if (!object.ok) return object;
      return object.value.type === 'commit'
        ? ok(object.value.content)
        : fail('bad-repository', `Object ${commit} is not a commit.`);
    },
    tree: (commit) => commitTree(directory.value, commit, readObject),
    withMerge: (commits, use) => withMerge(directory.value, commits, use),
  });
};

/** Git directory of a repository, once git itself is known to be new enough to read it safely. */
export async function findRepository(path: string): Promise<Result<string>> {
  const version = await gitVersion(path);
  if (!version.ok) return version;
  if (isOlder(version.value, oldest)) {
    return fail('service-failed', `The git on the PATH is too old: ${JSON.stringify(version.value.text)}.`, {
      hint: `Install git ${oldest.join('.')} or newer.`,
    });
  }
  return findGitDirectory(path);
}
