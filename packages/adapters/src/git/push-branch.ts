import { fail, ok, type Result } from '@interlock/core/failure';
import type { Remote } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';
import { findRepository } from './open-repository.ts';
import { requireObjectNames } from './object-name.ts';
import { withPrivateDirectory } from './private-directory.ts';
import { reachRemote } from './reach-remote.ts';

export interface BranchPush extends Remote {
  /** Repository on this machine that has the commit. */
  readonly repository: string;
  readonly commit: string;
  readonly branch: string;
}

/**
 * Makes a branch of the forge point at a commit, wherever it pointed before: only for branches that are ours. The
 * repository's own configuration has no say (it could send the token elsewhere), the token stands in no argument, and
 * no redirect is followed with it. Fails with `service-failed`.
 */
export async function pushBranch(push: BranchPush): Promise<Result<void>> {
  const named = requireObjectNames([push.commit]);
  if (!named.ok) return named;
  const remote = reachRemote(push);
  if (!remote.ok) return remote;
  const found = await findRepository(push.repository);
  if (!found.ok) return found;
  const command = ['push', '--quiet', '--force', '--no-verify', push.url, `${push.commit}:refs/heads/${push.branch}`];
  const pushed = await withPrivateDirectory(found.value, (run) => run(command, remote.value.environment));
  if (pushed.ok) return ok(undefined);
  const said = remote.value.hide(pushed.error.message);
  return fail('service-failed', `The branch ${oneLine(push.branch)} could not be pushed: ${said}`, {
    hint: 'Give a token that may push branches (GitHub: contents: write; GitLab: write_repository), and fetch the whole history.',
  });
}
