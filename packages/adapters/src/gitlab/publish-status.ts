import { ok, type Result } from '@interlock/core/failure';
import type { CommitStatus } from '@interlock/core/ports';
import { checkStatus } from '../forge-call/index.ts';
import { ask, type GitlabCall } from './request.ts';

/** GitLab has no state for "no answer": it counts as failed. */
const states = { success: 'success', failure: 'failed', error: 'failed', pending: 'pending' } as const;

/** https://docs.gitlab.com/api/commits/#set-commit-pipeline-status */
export async function publishGitlabStatus(call: GitlabCall, status: CommitStatus): Promise<Result<void>> {
  const checked = checkStatus(status);
  if (!checked.ok) return checked;
  const { commit, state, description, context, targetUrl } = checked.value;
  const answer = await ask(call, {
    method: 'POST',
    path: `/projects/${call.project}/statuses/${commit}`,
    body: {
      state: states[state],
      name: context,
      description,
      ...(targetUrl === undefined ? {} : { target_url: targetUrl }),
    },
    what: 'the commit status',
  });
  if (answer.ok) return ok(undefined);
  return state === 'pending' && wasPendingAlready(answer.error.message) ? ok(undefined) : answer;
}

/** GitLab refuses to make a pending status pending; what was asked for is then true already. */
function wasPendingAlready(message: string): boolean {
  return message.includes('(400): Cannot transition status via :enqueue from :pending');
}
