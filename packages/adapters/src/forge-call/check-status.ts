import { fail, ok, type Result } from '@interlock/core/failure';
import type { CommitStatus } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';

/** GitHub's limit for the description of a status, in characters; GitLab takes 255. */
const limit = 140;

/** A status as a forge takes it: the description in one line and short enough. Fails with `usage` on a short commit name. */
export function checkStatus(status: CommitStatus): Result<CommitStatus> {
  if (!/^[0-9a-f]{40}([0-9a-f]{24})?$/u.test(status.commit)) {
    return fail('usage', 'A commit status needs the full name of a commit: 40 or 64 hexadecimal digits.');
  }
  const characters = [...oneLine(status.description, Infinity)];
  const description = characters.length <= limit ? characters.join('') : `${characters.slice(0, limit - 1).join('')}…`;
  return ok({ ...status, description });
}
