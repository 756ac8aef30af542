import { cutPage, type Route } from '../server/index.ts';
import { forbidden, quickActionsIn, refusal, textsOf } from './answers.ts';
import { representMergeRequest } from './represent.ts';
import type { GitlabState } from './state.ts';

/** https://docs.gitlab.com/api/merge_requests/ */
export function mergeRequestRoutes(state: GitlabState): readonly Route[] {
  return [
    {
      operation: 'GET /projects/{id}/merge_requests',
      answer: ({ query }) => {
        const [source, target, wanted] = ['source_branch', 'target_branch', 'state'].map((name) => query.get(name));
        const found = state.opened.filter(
          (one) =>
            (source === null || source === one.sourceBranch) &&
            (target === null || target === one.targetBranch) &&
            (wanted === null || wanted === 'all' || wanted === (one.merged === undefined ? 'opened' : 'merged')),
        );
        const { entries } = cutPage(found.toReversed(), query, 20);
        return { status: 200, body: entries.map(({ iid }) => representMergeRequest(state, iid)) };
      },
    },
    {
      operation: 'POST /projects/{id}/merge_requests',
      answer: ({ body }) => {
        if (state.tokenKind === 'job') return forbidden;
        const { source_branch: sourceBranch, target_branch: targetBranch, title, description = '' } = textsOf(body);
        if (sourceBranch === undefined || targetBranch === undefined || title === undefined) {
          return { status: 400, body: { error: 'title, source_branch and target_branch are required' } };
        }
        if (
          state.opened.some(
            (one) => one.merged === undefined && one.sourceBranch === sourceBranch && one.targetBranch === targetBranch,
          )
        ) {
          return refusal(409, `Another open merge request already exists for this source branch: ${sourceBranch}`);
        }
        state.quickActions.push(...quickActionsIn(description));
        const iid = Math.max(0, ...state.mergeRequests, ...state.opened.map((one) => one.iid)) + 1;
        state.opened.push({ iid, sourceBranch, targetBranch, title, description });
        return { status: 201, body: representMergeRequest(state, iid) };
      },
    },
  ];
}
