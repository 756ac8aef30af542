import { fail, ok, type Result } from '@interlock/core/failure';
import type { LandCommit } from '@interlock/core/rollback';
import {
  branchReference,
  findRepository,
  isAncestor,
  moveReference,
  readReference,
  requireObjectNames,
  resolveCommit,
} from '../git/index.ts';

/**
 * Moves a branch of a repository on this machine forward to a commit, by compare and swap. Only the reference moves:
 * where a clone has the branch checked out, its files and index stay as they are, and `git status` then shows the
 * landed change reversed until `git reset --hard` or `git restore` takes it over.
 */
export const landCommit: LandCommit = async ({ repository, branch, commit, expectedHead }) => {
  const named = requireObjectNames([commit, expectedHead]);
  if (!named.ok) return named;
  const found = await findRepository(repository);
  if (!found.ok) return found;
  const gitDirectory = found.value;
  const reference = await branchReference(gitDirectory, branch);
  if (!reference.ok) return reference;
  const target = await resolveCommit(gitDirectory, commit);
  if (!target.ok) return target;
  const head = await readReference(gitDirectory, reference.value);
  if (!head.ok) return head;
  if (head.value === target.value) return ok(undefined);
  if (head.value === undefined || head.value !== expectedHead) return moved(reference.value, expectedHead, head.value);
  const forward = await isAncestor(gitDirectory, head.value, target.value);
  if (!forward.ok) return forward;
  if (!forward.value)
    return fail('bad-repository', `${commit} does not come after ${expectedHead}: ${branch} only moves forward.`, {
      hint: 'Make the commit on the head of the branch.',
    });
  return moveReference(gitDirectory, {
    reference: reference.value,
    commit: target.value,
    expected: head.value,
    reason: 'interlock: land',
  });
};

function moved(reference: string, expected: string, now: string | undefined): Result<never> {
  const where = now === undefined ? 'does not exist' : `points at ${now}`;
  return fail('bad-repository', `${reference} ${where}; ${expected} was expected.`, {
    hint: 'The branch has moved on: make the commit again on its new head.',
  });
}
