import { ok, type Result } from '../failure/index.ts';
import type { CommitStatus } from '../ports/index.ts';
import { oneLine } from '../text/index.ts';
import { refuseMerge, type MergeRefusal } from './refusal.ts';

type Status = Pick<CommitStatus, 'context' | 'state'>;

/** Whether each required check of a commit is there and successful; a check that nobody requires decides nothing. */
export function verifyChecks(required: readonly string[], statuses: readonly Status[]): Result<void, MergeRefusal> {
  for (const name of required) {
    const found = statuses.find(({ context }) => context === name);
    const shown = oneLine(name, 100);
    if (found === undefined) return refuseMerge('check-missing', `The required check ${shown} has not answered yet.`);
    if (found.state === 'pending') return refuseMerge('check-missing', `The required check ${shown} is still running.`);
    if (found.state !== 'success')
      return refuseMerge('check-not-successful', `The required check ${shown} says ${found.state}.`);
  }
  return ok(undefined);
}
