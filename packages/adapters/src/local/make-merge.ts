import { fail, type Result } from '@interlock/core/failure';
import type { Merge } from '@interlock/core/ports';
import { isAncestor, keepMergedCommits, runGit } from '../git/index.ts';
import { conflict } from './conflict.ts';
import { timestamp, type LocalRepository } from './local-repository.ts';
import { nothingToMerge } from './nothing-to-merge.ts';
import { keptParts, writeRawCommit } from './raw-commit.ts';
import { rebaseCommits, type Tips } from './rebase-commits.ts';

/** Writes what the base branch is to point at; nothing points at it yet. */
export async function makeMerge(repository: LocalRepository, merge: Merge, tips: Tips): Promise<Result<string>> {
  const merged = await isAncestor(repository.gitDirectory, tips.head, tips.base);
  if (!merged.ok) return merged;
  if (merged.value) return nothingToMerge();
  switch (merge.method) {
    case 'merge':
      return mergeCommit(repository, merge, tips);
    case 'squash':
      return squashCommit(repository, merge, tips);
    case 'rebase':
      return rebaseCommits(repository, tips);
  }
}

/** Always a commit of its own, also where the branch could be moved forward. */
async function mergeCommit({ gitDirectory, user }: LocalRepository, merge: Merge, tips: Tips): Promise<Result<string>> {
  const tree = await keepMergedCommits(gitDirectory, [tips.base, tips.head], conflict);
  if (!tree.ok) return tree;
  const person = { ...user, date: timestamp() };
  const parents = [tips.base, tips.head];
  return writeRawCommit(gitDirectory, {
    tree: tree.value,
    parents,
    author: person,
    committer: person,
    message: textOf(merge),
  });
}

/** Its author is that of the last commit of the change. */
async function squashCommit(repository: LocalRepository, merge: Merge, tips: Tips): Promise<Result<string>> {
  const { gitDirectory, readObject, user } = repository;
  const tree = await keepMergedCommits(gitDirectory, [tips.base, tips.head], conflict);
  if (!tree.ok) return tree;
  const now = await runGit(gitDirectory, ['rev-parse', '--verify', '--end-of-options', `${tips.base}^{tree}`]);
  if (!now.ok) return now;
  if (now.value.toString().trim() === tree.value) return nothingToMerge();
  const last = await readObject(tips.head);
  if (!last.ok) return last;
  const kept = keptParts(last.value.content);
  if (kept === undefined) return fail('bad-repository', `Object ${tips.head} is not a well-formed commit.`);
  const committer = { ...user, date: timestamp() };
  return writeRawCommit(gitDirectory, {
    tree: tree.value,
    parents: [tips.base],
    author: kept.author,
    committer,
    message: textOf(merge),
  });
}

function textOf({ message, title }: Merge): string {
  return message.trim() === '' ? title : `${title}\n\n${message}`;
}
