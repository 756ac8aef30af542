import { fail, ok, type Result } from '@interlock/core/failure';
import type { RevertedTree } from '@interlock/core/ports';
import type { RevertAnswer, RevertCommit, RevertRequest } from '@interlock/core/rollback';
import { branchReference, moveReference, readReference } from './branches.ts';
import { readCommit } from './commits.ts';
import { keepMergedTrees } from './merge-trees.ts';
import { requireObjectNames } from './object-name.ts';
import { objectReader, type ReadObject } from './object-reader.ts';
import { findRepository } from './open-repository.ts';
import { resolveCommit } from './resolve.ts';
import { runGit } from './run-git.ts';
import { writeCommit } from './write-commit.ts';

const conflict = {
  message: 'The revert conflicts with later changes',
  hint: 'Revert the later changes too, newest first, or make the revert by hand.',
};

interface Place {
  readonly gitDirectory: string;
  readonly readObject: ReadObject;
}

const placeOf = (gitDirectory: string): Place => ({ gitDirectory, readObject: objectReader(gitDirectory) });

/**
 * Reverts commits in one new commit, as `git revert` does (a merge against its first parent), but with objects only:
 * no work tree, index, hook, filter or merge driver of the repository takes part. Needs git 2.38 or newer.
 */
export const revertCommit: RevertCommit = async (request) => {
  if (request.commits.length === 0) return fail('usage', 'No commit to revert was named.');
  const named = requireObjectNames(request.commits);
  if (!named.ok) return named;
  const found = await findRepository(request.repository);
  if (!found.ok) return found;
  return revertIn(placeOf(found.value), request);
};

/** As revertCommit finds it, without making the commit. */
export const revertedTree: RevertedTree = async ({ commit, onto, repository }) => {
  const named = requireObjectNames([commit, onto]);
  if (!named.ok) return named;
  const found = await findRepository(repository);
  if (!found.ok) return found;
  const place = placeOf(found.value);
  const head = await readCommit(place.readObject, onto);
  return head.ok ? revertOne(place, commit, head.value.tree) : head;
};

async function revertIn(place: Place, request: RevertRequest): Promise<Result<RevertAnswer>> {
  const { gitDirectory } = place;
  const onto = await branchReference(gitDirectory, request.onto);
  if (!onto.ok) return onto;
  const target = await branchReference(gitDirectory, request.branch);
  if (!target.ok) return target;
  const parent = await resolveCommit(gitDirectory, onto.value);
  if (!parent.ok) return parent;
  const head = await readCommit(place.readObject, parent.value);
  if (!head.ok) return head;
  const tree = await revertAll(place, request.commits, head.value.tree);
  if (!tree.ok) return tree;
  if (tree.value === head.value.tree) return ok({ kind: 'no-op' });
  const commit = await writeCommit(gitDirectory, { ...request, tree: tree.value, parent: parent.value });
  if (!commit.ok) return commit;
  const pointed = await pointAt(place, request, { reference: target.value, commit: commit.value });
  if (!pointed.ok) return pointed;
  return ok({ kind: 'committed', commit: commit.value, tree: tree.value, parent: parent.value });
}

async function revertAll(place: Place, commits: readonly string[], head: string): Promise<Result<string>> {
  let ours = head;
  for (const commit of commits) {
    const reverted = await revertOne(place, commit, ours);
    if (!reverted.ok) return reverted;
    ours = reverted.value;
  }
  return ok(ours);
}

/** Goes from the tree of the commit to that of its first parent: a three-way merge with the commit as the base. */
async function revertOne(place: Place, name: string, ours: string): Promise<Result<string>> {
  const found = await resolveCommit(place.gitDirectory, name);
  if (!found.ok) return found;
  const commit = await readCommit(place.readObject, found.value);
  if (!commit.ok) return commit;
  const theirs = await treeBefore(place, commit.value.parents[0]);
  if (!theirs.ok) return theirs;
  return keepMergedTrees(place.gitDirectory, { base: commit.value.tree, ours, theirs: theirs.value }, conflict);
}

async function treeBefore(place: Place, parent: string | undefined): Promise<Result<string>> {
  if (parent === undefined) {
    const empty = await runGit(place.gitDirectory, ['hash-object', '-t', 'tree', '-w', '--stdin']);
    return empty.ok ? ok(empty.value.toString().trim()) : empty;
  }
  // in a shallow clone the parent may not be here
  const present = await resolveCommit(place.gitDirectory, parent);
  if (!present.ok) return present;
  const commit = await readCommit(place.readObject, parent);
  return commit.ok ? ok(commit.value.tree) : commit;
}

/** Where the branch has the revert that an earlier run made before `onto` moved on, it moves to the new one. */
async function pointAt(
  place: Place,
  request: RevertRequest,
  to: { readonly reference: string; readonly commit: string },
): Promise<Result<void>> {
  const { gitDirectory } = place;
  const now = await readReference(gitDirectory, to.reference);
  if (!now.ok) return now;
  if (now.value === to.commit) return ok(undefined);
  const earlier = now.value === undefined ? ok(true) : await isThisRevert(place, request, now.value);
  if (!earlier.ok) return earlier;
  if (earlier.value) return moveReference(gitDirectory, { ...to, expected: now.value, reason: 'interlock: revert' });
  return fail('bad-repository', `${to.reference} exists already and points at another commit, ${now.value}.`, {
    hint: 'Delete this branch once nobody needs it, and run again.',
  });
}

/** Whether the commit is, byte for byte, what this request makes on the parent of the commit: then nothing else is in it. */
async function isThisRevert(place: Place, request: RevertRequest, name: string): Promise<Result<boolean>> {
  const commit = await readCommit(place.readObject, name);
  if (!commit.ok) return commit;
  const [parent] = commit.value.parents;
  if (parent === undefined) return ok(false);
  const before = await readCommit(place.readObject, parent);
  if (!before.ok) return before;
  const tree = await revertAll(place, request.commits, before.value.tree);
  if (!tree.ok || tree.value !== commit.value.tree) return ok(false);
  const again = await writeCommit(place.gitDirectory, { ...request, tree: tree.value, parent });
  return again.ok ? ok(again.value === name) : again;
}
