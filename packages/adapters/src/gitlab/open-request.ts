import { mapResult, type Result } from '@interlock/core/failure';
import type { NewRequest, OpenedRequest } from '@interlock/core/ports';
import * as v from 'valibot';
import { withoutQuickActions } from './quick-actions.ts';
import { attemptGitlab, readAnswer, type GitlabAnswer, type GitlabCall } from './request.ts';
import type { Attempt } from '../forge-call/index.ts';

const MergeRequest = v.object({ iid: v.number(), web_url: v.string() });
const what = 'the merge request';

/** https://docs.gitlab.com/api/merge_requests/#create-mr. Looks before each attempt: the answer to an earlier one may be lost. */
export async function openGitlabRequest(call: GitlabCall, request: NewRequest): Promise<Result<OpenedRequest>> {
  const answer = await call.retrier.run(() => openOnce(call, request));
  if (!answer.ok) return answer;
  const [first] = [answer.value.json].flat();
  const mergeRequest = readAnswer(MergeRequest, first, what);
  return mapResult(mergeRequest, ({ iid, web_url: url }) => ({ number: iid, url }));
}

async function openOnce(call: GitlabCall, request: NewRequest): Promise<Attempt<GitlabAnswer>> {
  const path = `/projects/${call.project}/merge_requests`;
  const { branch, base, title, markdown } = request;
  const branches = { source_branch: branch, target_branch: base };
  const query = new URLSearchParams({ ...branches, state: 'opened', per_page: '1' });
  const found = await attemptGitlab(call, { method: 'GET', path: `${path}?${query.toString()}`, what });
  if (found.kind === 'again' || !found.result.ok) return found;
  if (!Array.isArray(found.result.value.json) || found.result.value.json.length > 0) return found;
  const body = { ...branches, title, description: withoutQuickActions(markdown), remove_source_branch: true };
  return attemptGitlab(call, { method: 'POST', path, body, what });
}
