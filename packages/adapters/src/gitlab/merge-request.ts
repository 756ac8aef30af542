import { fail, mapResult, ok, type Result } from '@interlock/core/failure';
import type { Merge } from '@interlock/core/ports';
import { done, type Attempt } from '../forge-call/index.ts';
import { mergedAs, readMergeRequest } from './read-request.ts';
import { attemptGitlab, type GitlabCall } from './request.ts';

/** 405 and 422: it cannot be merged; 406: it conflicts; 409: the head is another. */
const unfit = [405, 406, 409, 422];

/**
 * https://docs.gitlab.com/api/merge_requests/#merge-a-merge-request. Looks before each attempt: the answer to an earlier
 * one may be lost. Whether there is a merge commit is a setting of the project, and none can be asked for a rebase,
 * which would change the head.
 */
export async function mergeGitlabRequest(call: GitlabCall, merge: Merge): Promise<Result<{ commit: string }>> {
  if (merge.method === 'rebase')
    return fail('usage', 'GitLab cannot be asked to rebase and merge in one step.', {
      hint: 'Merge with the method merge or squash; for a linear history set the merge method of the project to fast-forward.',
    });
  const sent = await call.retrier.run(() => mergeOnce(call, merge));
  if (!sent.ok) return sent;
  const after = await readMergeRequest(call, merge.number);
  if (!after.ok) return after;
  if (after.value.state === 'merged') return ok({ commit: mergedAs(after.value) });
  return fail('service-failed', 'GitLab took the merge and has not done it yet.', { hint: 'Run again.' });
}

async function mergeOnce(call: GitlabCall, merge: Merge): Promise<Attempt<void>> {
  const found = await readMergeRequest(call, merge.number);
  if (!found.ok) return { kind: 'done', result: found };
  const { sha, state } = found.value;
  if (sha !== merge.expectedHead) return { kind: 'done', result: otherHead(merge.expectedHead, sha) };
  if (state === 'merged') return done(undefined);
  const words = merge.message.trim() === '' ? merge.title : `${merge.title}\n\n${merge.message}`;
  const squash = merge.method === 'squash';
  const sent = await attemptGitlab(call, {
    method: 'PUT',
    path: `/projects/${call.project}/merge_requests/${merge.number}/merge`,
    body: { sha: merge.expectedHead, squash, [squash ? 'squash_commit_message' : 'merge_commit_message']: words },
    what: 'the merge',
    unfit,
  });
  return sent.kind === 'again' ? sent : { kind: 'done', result: mapResult(sent.result, () => undefined) };
}

function otherHead(expected: string, now: string): Result<never> {
  return fail('bad-repository', `The head of the merge request is ${now}; ${expected} was expected.`, {
    hint: 'Judge the change anew as it is now, and merge that.',
  });
}
