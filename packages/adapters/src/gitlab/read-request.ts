import { mapResult, type Result } from '@interlock/core/failure';
import type { RequestState } from '@interlock/core/ports';
import * as v from 'valibot';
import { ask, readAnswer, type GitlabCall } from './request.ts';

const nullableText = v.nullish(v.string());

const MergeRequest = v.object({
  iid: v.number(),
  state: v.picklist(['opened', 'closed', 'locked', 'merged']),
  draft: v.boolean(),
  title: v.string(),
  author: v.object({ username: v.string() }),
  source_branch: v.string(),
  target_branch: v.string(),
  source_project_id: v.nullable(v.number()),
  target_project_id: v.number(),
  sha: v.string(),
  merge_commit_sha: nullableText,
  squash_commit_sha: nullableText,
  web_url: v.string(),
});
export type FoundMergeRequest = v.InferOutput<typeof MergeRequest>;

const Branch = v.object({ commit: v.object({ id: v.string() }) });
const states = { opened: 'open', locked: 'open', closed: 'closed', merged: 'merged' } as const;

export async function readGitlabRequest(call: GitlabCall, iid: number): Promise<Result<RequestState>> {
  const found = await readMergeRequest(call, iid);
  if (!found.ok) return found;
  const what = 'the target branch';
  const path = `/projects/${call.project}/repository/branches/${encodeURIComponent(found.value.target_branch)}`;
  const answer = await ask(call, { method: 'GET', path, what });
  if (!answer.ok) return answer;
  return mapResult(readAnswer(Branch, answer.value.json, what), ({ commit }) => toState(found.value, commit.id));
}

/** https://docs.gitlab.com/api/merge_requests/#get-single-mr */
export async function readMergeRequest(call: GitlabCall, iid: number): Promise<Result<FoundMergeRequest>> {
  const what = 'the merge request';
  const answer = await ask(call, { method: 'GET', path: `/projects/${call.project}/merge_requests/${iid}`, what });
  return answer.ok ? readAnswer(MergeRequest, answer.value.json, what) : answer;
}

/** The branch of a fork is named `project:branch`. */
function toState(found: FoundMergeRequest, base: string): RequestState {
  const isFork = found.source_project_id !== found.target_project_id;
  return {
    number: found.iid,
    state: states[found.state],
    draft: found.draft,
    title: found.title,
    author: found.author.username,
    branch: isFork ? `${found.source_project_id ?? 'deleted'}:${found.source_branch}` : found.source_branch,
    baseBranch: found.target_branch,
    head: found.sha,
    base,
    ...(found.state === 'merged' ? { mergedAs: mergedAs(found) } : {}),
    url: found.web_url,
  };
}

/** A project that only moves forward makes no merge commit: then the head itself, squashed or not, is on the branch. */
export function mergedAs(found: FoundMergeRequest): string {
  return found.merge_commit_sha ?? found.squash_commit_sha ?? found.sha;
}
