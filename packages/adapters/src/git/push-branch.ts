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
  const move = `${push.commit}:refs/heads/${push.branch}`;
  const command = ['push', '--porcelain', '--force', '--no-verify', push.url, move];
  const pushed = await withPrivateDirectory(found.value, (run) => run(command, remote.value.environment));
  if (pushed.ok) return requireMoved(pushed.value.toString(), move);
  const said = remote.value.hide(pushed.error.message);
  return fail('service-failed', `The branch ${oneLine(push.branch)} could not be pushed: ${said}`, {
    hint: 'Give a token that may push branches (GitHub: contents: write; GitLab: write_repository), and fetch the whole history.',
  });
}

/** Of a name that is none git takes a longer one that ends so, as `refs/heads/refs/heads/main`; git-push(1), PORCELAIN. */
function requireMoved(output: string, move: string): Result<void> {
  const moved = output.split('\n').flatMap((line) => /^.\t([^\t]+)\t/u.exec(line)?.[1] ?? []);
  if (moved.includes(move)) return ok(undefined);
  const other = moved.map((one) => one.slice(one.indexOf(':') + 1)).join(', ');
  return fail('service-failed', `git pushed to ${oneLine(other)}, which is called like the branch.`, {
    hint: 'Delete that branch or tag, and find out who pushed it.',
  });
}
