import { fail, ok, type Result } from '@interlock/core/failure';
import type { NewRequest, OpenedRequest } from '@interlock/core/ports';
import * as v from 'valibot';
import type { Attempt } from '../forge-call/index.ts';
import { attemptGithub } from './attempt.ts';
import type { GithubCall } from './call.ts';

const PullRequest = v.object({ html_url: v.string(), number: v.number() });

/** Looks before each attempt: where an answer was lost, the pull request may be there already. */
export async function openGithubRequest(call: GithubCall, request: NewRequest): Promise<Result<OpenedRequest>> {
  const answer = await call.retrier.run(() => openOnce(call, request));
  if (!answer.ok) return answer;
  const parsed = v.safeParse(PullRequest, answer.value);
  return parsed.success
    ? ok({ number: parsed.output.number, url: parsed.output.html_url })
    : fail('service-failed', 'GitHub answered something else than a pull request.');
}

async function openOnce(call: GithubCall, request: NewRequest): Promise<Attempt<unknown>> {
  const { octokit, retrier, owner, repo } = call;
  const { branch, base, title, markdown } = request;
  const common = { owner, repo, base, request: { signal: retrier.signal() } };
  return attemptGithub<unknown>('the pull request', 'pull-requests: write', async () => {
    const open = await octokit.rest.pulls.list({ ...common, state: 'open', head: `${owner}:${branch}`, per_page: 1 });
    return open.data[0] ?? (await octokit.rest.pulls.create({ ...common, head: branch, title, body: markdown })).data;
  });
}
