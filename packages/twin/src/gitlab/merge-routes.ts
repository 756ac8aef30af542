import { branchTip, mergeBranches, moveBranch } from '../git/index.ts';
import type { Route, TwinResponse } from '../server/index.ts';
import { forbidden, notFound, refusal, textsOf } from './answers.ts';
import { representMergeRequest } from './represent.ts';
import type { GitlabState, TwinMergeRequest } from './state.ts';

/** Merge requests between branches of a real repository; without one there is none of these. */
export function mergeRoutes(state: GitlabState): readonly Route[] {
  const { repository } = state;
  if (repository === undefined) return [];
  return [
    {
      operation: 'GET /projects/{id}/repository/branches/{branch}',
      answer: ({ parameters }) => {
        const name = parameters['branch'] ?? '';
        const tip = branchTip(repository, name);
        return tip === undefined ? notFound('Branch') : { status: 200, body: { name, commit: { id: tip } } };
      },
    },
    {
      operation: 'PUT /projects/{id}/merge_requests/{iid}/merge',
      answer: ({ body, parameters }) => {
        if (state.tokenKind === 'job') return forbidden;
        const opened = state.opened.find(({ iid }) => String(iid) === parameters['iid']);
        return opened === undefined ? notFound('Merge Request') : merge(state, { repository, opened }, body);
      },
    },
  ];
}

/** https://docs.gitlab.com/api/merge_requests/#merge-a-merge-request, in a project whose merge method is a merge commit or, squashed, none. */
function merge(
  state: GitlabState,
  { opened, repository }: { readonly repository: string; readonly opened: TwinMergeRequest },
  body: unknown,
): TwinResponse {
  const asked = textsOf(body);
  const squashed = (body as { readonly squash?: unknown } | undefined)?.squash === true;
  const head = branchTip(repository, opened.sourceBranch);
  const base = branchTip(repository, opened.targetBranch);
  if (opened.merged !== undefined || head === undefined || base === undefined || opened.title.startsWith('Draft:'))
    return refusal(405, '405 Method Not Allowed');
  if (asked['sha'] !== undefined && asked['sha'] !== head)
    return refusal(409, 'SHA does not match HEAD of source branch');
  const message = (squashed ? asked['squash_commit_message'] : asked['merge_commit_message']) ?? opened.title;
  const made = mergeBranches({ repository, base, head, method: squashed ? 'squash' : 'merge', message });
  if (made === undefined) return refusal(422, 'Branch cannot be merged');
  if (!moveBranch(repository, opened.targetBranch, { from: base, to: made }))
    return refusal(422, 'Branch cannot be merged');
  state.opened[state.opened.indexOf(opened)] = { ...opened, merged: { as: made, head, squashed } };
  return { status: 200, body: representMergeRequest(state, opened.iid) };
}
