import { fail, ok, type Result } from '@interlock/core/failure';
import type { CommitStatus } from '@interlock/core/ports';
import * as v from 'valibot';
import { worstOfEach } from '../forge-call/index.ts';
import { ask, readAnswer, type GitlabCall } from './request.ts';

const Statuses = v.array(
  v.object({
    status: v.string(),
    name: v.string(),
    description: v.nullish(v.string()),
    target_url: v.nullish(v.string()),
  }),
);

const what = 'the statuses';
const mostPages = 100;

/** https://docs.gitlab.com/api/commits/#list-commit-statuses; the latest of each name, as GitLab gives them. */
export async function readGitlabStatuses(call: GitlabCall, commit: string): Promise<Result<readonly CommitStatus[]>> {
  if (!/^[0-9a-f]{40}([0-9a-f]{24})?$/u.test(commit))
    return fail('usage', 'Statuses are read of the full name of a commit: 40 or 64 hexadecimal digits.');
  const all: CommitStatus[] = [];
  for (let page = 1, read = 0; read < mostPages; read += 1) {
    const path = `/projects/${call.project}/repository/commits/${commit}/statuses?per_page=100&page=${page}`;
    const answer = await ask(call, { method: 'GET', path, what });
    if (!answer.ok) return answer;
    const found = readAnswer(Statuses, answer.value.json, what);
    if (!found.ok) return found;
    all.push(...found.value.map((status) => toStatus(commit, status)));
    if (answer.value.nextPage === undefined) return ok(worstOfEach(all));
    page = answer.value.nextPage;
  }
  return fail('service-failed', `GitLab has more than ${mostPages * 100} statuses of one commit.`);
}

function toStatus(commit: string, found: v.InferOutput<typeof Statuses>[number]): CommitStatus {
  const { description, name, status, target_url: url } = found;
  return {
    commit,
    state: stateOf(status),
    context: name,
    description: description ?? '',
    ...(url === null || url === undefined ? {} : { targetUrl: url }),
  };
}

/** What was skipped has not succeeded: it is as if it had not come yet. */
function stateOf(status: string): CommitStatus['state'] {
  if (status === 'success') return 'success';
  if (status === 'failed') return 'failure';
  return status === 'canceled' || status === 'canceling' ? 'error' : 'pending';
}
