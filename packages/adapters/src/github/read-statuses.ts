import { fail, ok, type Result } from '@interlock/core/failure';
import type { CommitStatus } from '@interlock/core/ports';
import * as v from 'valibot';
import { worstOfEach } from '../forge-call/index.ts';
import { attemptGithub } from './attempt.ts';
import type { GithubCall } from './call.ts';

const Statuses = v.object({
  statuses: v.array(
    v.object({
      state: v.picklist(['success', 'failure', 'error', 'pending']),
      context: v.string(),
      description: v.nullable(v.string()),
      target_url: v.nullable(v.string()),
    }),
  ),
});

const CheckRuns = v.object({
  check_runs: v.array(
    v.object({
      name: v.string(),
      status: v.string(),
      conclusion: v.nullable(v.string()),
      details_url: v.nullable(v.string()),
    }),
  ),
});

interface Page {
  readonly statuses: readonly CommitStatus[];
  readonly last: boolean;
}

const perPage = 100;
const mostPages = 100;

/** Commit statuses and check runs together: to a reader of the pull request they are the same. */
export async function readGithubStatuses(call: GithubCall, commit: string): Promise<Result<readonly CommitStatus[]>> {
  if (!/^[0-9a-f]{40}([0-9a-f]{24})?$/u.test(commit))
    return fail('usage', 'Statuses are read of the full name of a commit: 40 or 64 hexadecimal digits.');
  const statuses = await allPages((page) => readStatusPage(call, commit, page));
  if (!statuses.ok) return statuses;
  const runs = await allPages((page) => readRunPage(call, commit, page));
  return runs.ok ? ok(worstOfEach([...statuses.value, ...runs.value])) : runs;
}

async function allPages(read: (page: number) => Promise<Result<Page>>): Promise<Result<readonly CommitStatus[]>> {
  const all: CommitStatus[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const found = await read(page);
    if (!found.ok) return found;
    all.push(...found.value.statuses);
    if (found.value.last) return ok(all);
  }
  return fail('service-failed', `GitHub has more than ${perPage * mostPages} statuses of one commit.`);
}

async function readStatusPage(call: GithubCall, ref: string, page: number): Promise<Result<Page>> {
  const { octokit, owner, repo, retrier } = call;
  const answer = await retrier.run(() =>
    attemptGithub('the statuses', 'statuses: read', () => {
      const request = { signal: retrier.signal() };
      return octokit.rest.repos.getCombinedStatusForRef({ owner, repo, ref, per_page: perPage, page, request });
    }),
  );
  if (!answer.ok) return answer;
  const parsed = v.safeParse(Statuses, answer.value.data);
  if (!parsed.success) return fail('service-failed', 'GitHub answered something else than a list of statuses.');
  const statuses = parsed.output.statuses.map(({ context, description, state, target_url: url }) => ({
    commit: ref,
    state,
    context,
    description: description ?? '',
    ...(url === null ? {} : { targetUrl: url }),
  }));
  return ok({ statuses, last: isLast(answer.value.headers.link) });
}

async function readRunPage(call: GithubCall, ref: string, page: number): Promise<Result<Page>> {
  const { octokit, owner, repo, retrier } = call;
  const answer = await retrier.run(() =>
    attemptGithub('the check runs', 'checks: read', () => {
      const request = { signal: retrier.signal() };
      return octokit.rest.checks.listForRef({ owner, repo, ref, filter: 'latest', per_page: perPage, page, request });
    }),
  );
  if (!answer.ok) return answer;
  const parsed = v.safeParse(CheckRuns, answer.value.data);
  if (!parsed.success) return fail('service-failed', 'GitHub answered something else than a list of check runs.');
  const statuses = parsed.output.check_runs.map(({ conclusion, details_url: url, name, status }) => ({
    commit: ref,
    state: stateOf(status, conclusion),
    context: name,
    description: conclusion ?? status,
    ...(url === null ? {} : { targetUrl: url }),
  }));
  return ok({ statuses, last: isLast(answer.value.headers.link) });
}

/** Neutral and skipped do not hold a merge up on GitHub either. */
function stateOf(status: string, conclusion: string | null): CommitStatus['state'] {
  if (status !== 'completed' || conclusion === null) return 'pending';
  if (['success', 'neutral', 'skipped'].includes(conclusion)) return 'success';
  return ['cancelled', 'stale', 'startup_failure', 'timed_out'].includes(conclusion) ? 'error' : 'failure';
}

const isLast = (link: string | undefined) => !/rel="next"/u.test(link ?? '');
