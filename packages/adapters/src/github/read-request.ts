import { fail, ok, type Result } from '@interlock/core/failure';
import type { RequestState } from '@interlock/core/ports';
import * as v from 'valibot';
import { attemptGithub } from './attempt.ts';
import type { GithubCall } from './call.ts';

const PullRequest = v.object({
  number: v.number(),
  state: v.picklist(['open', 'closed']),
  draft: v.optional(v.boolean()),
  merged: v.boolean(),
  merge_commit_sha: v.nullable(v.string()),
  title: v.string(),
  html_url: v.string(),
  user: v.nullable(v.object({ login: v.string() })),
  head: v.object({
    label: v.string(),
    ref: v.string(),
    sha: v.string(),
    repo: v.nullable(v.object({ id: v.number() })),
  }),
  base: v.object({ ref: v.string(), repo: v.object({ id: v.number() }) }),
});
export type FoundPull = v.InferOutput<typeof PullRequest>;

const Branch = v.object({ commit: v.object({ sha: v.string() }) });

/** The base is asked for by itself: a pull request tells where its base branch was when it was last pushed to. */
export async function readGithubRequest(call: GithubCall, number: number): Promise<Result<RequestState>> {
  const pull = await readPull(call, number);
  if (!pull.ok) return pull;
  const base = await readTip(call, pull.value.base.ref);
  return base.ok ? ok(toState(pull.value, base.value)) : base;
}

export async function readPull(
  { octokit, owner, repo, retrier }: GithubCall,
  number: number,
): Promise<Result<FoundPull>> {
  const answer = await retrier.run(() =>
    attemptGithub('the pull request', 'pull-requests: read', () =>
      octokit.rest.pulls.get({ owner, repo, pull_number: number, request: { signal: retrier.signal() } }),
    ),
  );
  if (!answer.ok) return answer;
  const parsed = v.safeParse(PullRequest, answer.value.data);
  if (parsed.success) return ok(parsed.output);
  return fail('service-failed', 'GitHub answered something else than a pull request.');
}

async function readTip({ octokit, owner, repo, retrier }: GithubCall, branch: string): Promise<Result<string>> {
  const answer = await retrier.run(() =>
    attemptGithub('the base branch', 'contents: read', () =>
      octokit.rest.repos.getBranch({ owner, repo, branch, request: { signal: retrier.signal() } }),
    ),
  );
  if (!answer.ok) return answer;
  const parsed = v.safeParse(Branch, answer.value.data);
  if (parsed.success) return ok(parsed.output.commit.sha);
  return fail('service-failed', 'GitHub answered something else than a branch.');
}

/** The branch of a fork is named `owner:branch`; GitHub's user `ghost` stands for a deleted account. */
function toState(pull: FoundPull, base: string): RequestState {
  const { head } = pull;
  const isFork = head.repo?.id !== pull.base.repo.id;
  return {
    number: pull.number,
    state: pull.merged ? 'merged' : pull.state,
    draft: pull.draft ?? false,
    title: pull.title,
    author: pull.user?.login ?? 'ghost',
    branch: isFork ? head.label : head.ref,
    baseBranch: pull.base.ref,
    head: head.sha,
    base,
    ...(pull.merged && pull.merge_commit_sha !== null ? { mergedAs: pull.merge_commit_sha } : {}),
    url: pull.html_url,
  };
}
