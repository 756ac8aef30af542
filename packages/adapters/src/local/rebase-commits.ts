import type { Commit } from '@interlock/core/change';
import { fail, ok, type Result } from '@interlock/core/failure';
import { keepMergedTrees, readCommit, runGit } from '../git/index.ts';
import { conflict } from './conflict.ts';
import { timestamp, type LocalRepository } from './local-repository.ts';
import { nothingToMerge } from './nothing-to-merge.ts';
import { keptParts, writeRawCommit } from './raw-commit.ts';

export interface Tips {
  readonly head: string;
  readonly base: string;
}

interface Tip {
  readonly commit: string;
  readonly tree: string;
}

/**
 * Makes each commit of the change again on the base, oldest first, with its author and message. Its signature is lost:
 * it was over another parent. A commit whose change the base has already is left out, as `git rebase` does.
 */
export async function rebaseCommits(repository: LocalRepository, { base, head }: Tips): Promise<Result<string>> {
  const { gitDirectory, readObject } = repository;
  const command = ['rev-list', '--reverse', '--topo-order', '--end-of-options', head, `^${base}`, '--'];
  const listed = await runGit(gitDirectory, command);
  if (!listed.ok) return listed;
  const start = await readCommit(readObject, base);
  if (!start.ok) return start;
  let tip: Tip = { commit: base, tree: start.value.tree };
  for (const name of listed.value.toString().split('\n').slice(0, -1)) {
    const commit = await readCommit(readObject, name);
    if (!commit.ok) return commit;
    const next = await rebaseOne(repository, commit.value, tip);
    if (!next.ok) return next;
    tip = next.value;
  }
  return tip.commit === base ? nothingToMerge() : ok(tip.commit);
}

async function rebaseOne(repository: LocalRepository, commit: Commit, tip: Tip): Promise<Result<Tip>> {
  const { gitDirectory, readObject, user } = repository;
  const [parent, ...others] = commit.parents;
  if (parent === undefined || others.length > 0)
    return fail('bad-repository', `Commit ${commit.id} has ${commit.parents.length} parents: it cannot be rebased.`, {
      hint: 'Merge with the method merge or squash, or rebase the branch without merges.',
    });
  const before = await readCommit(readObject, parent);
  if (!before.ok) return before;
  const trees = { base: before.value.tree, ours: tip.tree, theirs: commit.tree };
  const tree = await keepMergedTrees(gitDirectory, trees, conflict);
  if (!tree.ok) return tree;
  if (tree.value === tip.tree && commit.tree !== before.value.tree) return ok(tip);
  const content = await readObject(commit.id);
  if (!content.ok) return content;
  const kept = keptParts(content.value.content);
  if (kept === undefined) return fail('bad-repository', `Object ${commit.id} is not a well-formed commit.`);
  const committer = { ...user, date: timestamp() };
  const made = await writeRawCommit(gitDirectory, { ...kept, tree: tree.value, parents: [tip.commit], committer });
  return made.ok ? ok({ commit: made.value, tree: tree.value }) : made;
}
