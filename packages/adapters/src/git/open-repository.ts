import { fail, ok, type Result } from '@interlock/core/failure';
import type { OpenRepository } from '@interlock/core/ports';
import { branchesAt } from './branches.ts';
import { changedFiles } from './changed-files.ts';
import { commitTree } from './commit-tree.ts';
import { commitsBetween } from './commits.ts';
import { objectReader } from './object-reader.ts';
import { findGitDirectory, mergeBase, resolveCommit } from './resolve.ts';
import { runGit } from './run-git.ts';

const oldestMinor = 34;

/** Opens the repository at the root of a clone, a linked work tree or a bare repository. Needs git 2.34 or newer. */
export const openRepository: OpenRepository = async (path) => {
  const directory = await findRepository(path);
  if (!directory.ok) return directory;
  const readObject = objectReader(directory.value);
  return ok({
    resolve: (revision) => resolveCommit(directory.value, revision),
    mergeBase: (one, other) => mergeBase(directory.value, one, other),
    changedFiles: (base, head) => changedFiles(directory.value, base, head),
    commits: (base, head) => commitsBetween(directory.value, readObject, base, head),
    branchesAt: (commit) => branchesAt(directory.value, commit),
    rawCommit: async (commit) => {
      const object = await readObject(commit);
      if (!object.ok) return object;
      return object.value.type === 'commit'
        ? ok(object.value.content)
        : fail('bad-repository', `Object ${commit} is not a commit.`);
    },
    tree: (commit) => commitTree(directory.value, commit, readObject),
  });
};

/** Git directory of a repository, once git itself is known to be new enough to read it safely. */
export async function findRepository(path: string): Promise<Result<string>> {
  const answer = await runGit(path, ['version']);
  if (!answer.ok) return answer;
  const text = answer.value.toString().trim();
  const match = /^git version (\d+)\.(\d+)/.exec(text);
  const [major, minor] = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
  if (major < 2 || (major === 2 && minor < oldestMinor))
    return fail('service-failed', `The git on the PATH is too old: ${JSON.stringify(text)}.`, {
      hint: `Install git 2.${oldestMinor} or newer.`,
    });
  return findGitDirectory(path);
}
