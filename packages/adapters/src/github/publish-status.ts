import { ok, type Result } from '@interlock/core/failure';
import type { CommitStatus } from '@interlock/core/ports';
import { attemptGithub } from './attempt.ts';
import type { GithubCall } from './call.ts';
import { checkStatus } from '../forge-call/index.ts';

export async function publishGithubStatus(
  { octokit, retrier, owner, repo }: GithubCall,
  status: CommitStatus,
): Promise<Result<void>> {
  const checked = checkStatus(status);
  if (!checked.ok) return checked;
  const { commit, state, description, context, targetUrl } = checked.value;
  const body = { state, description, context, ...(targetUrl === undefined ? {} : { target_url: targetUrl }) };
  const answer = await retrier.run(() =>
    attemptGithub('the commit status', 'statuses: write', () =>
      octokit.rest.repos.createCommitStatus({
        owner,
        repo,
        sha: commit,
        ...body,
        request: { signal: retrier.signal() },
      }),
    ),
  );
  return answer.ok ? ok(undefined) : answer;
}
