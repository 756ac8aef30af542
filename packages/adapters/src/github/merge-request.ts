import { fail, ok, type Result } from '@interlock/core/failure';
import type { Merge } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';
import * as v from 'valibot';
import { done, type Attempt } from '../forge-call/index.ts';
import { attemptGithub, refusalOf } from './attempt.ts';
import type { GithubCall } from './call.ts';
import { readPull } from './read-request.ts';

const Answer = v.object({ sha: v.string() });
const Merged = v.variant('kind', [
  v.object({ kind: v.literal('merged'), data: Answer }),
  v.object({ kind: v.literal('refused'), words: v.string() }),
]);

type Outcome =
  | { readonly kind: 'merged'; readonly data: unknown }
  | { readonly kind: 'refused'; readonly words: string };

/** Looks before each attempt: where an answer was lost, the pull request may be merged already. */
export async function mergeGithubRequest(call: GithubCall, merge: Merge): Promise<Result<{ commit: string }>> {
  const answer = await call.retrier.run(() => mergeOnce(call, merge));
  if (!answer.ok) return answer;
  const parsed = v.safeParse(Merged, answer.value);
  if (!parsed.success) return fail('service-failed', 'GitHub answered something else than a merge.');
  if (parsed.output.kind === 'merged') return ok({ commit: parsed.output.data.sha });
  return fail('bad-repository', `GitHub did not merge the pull request: ${oneLine(parsed.output.words, 300)}`, {
    hint: 'Judge the change anew as it is now; where it conflicts or a rule of its branch is not met, mend that first.',
  });
}

async function mergeOnce(call: GithubCall, merge: Merge): Promise<Attempt<Outcome>> {
  const pull = await readPull(call, merge.number);
  if (!pull.ok) return { kind: 'done', result: pull };
  const { head, merged, merge_commit_sha: sha, state } = pull.value;
  if (head.sha !== merge.expectedHead)
    return done({ kind: 'refused', words: `its head is ${head.sha}; ${merge.expectedHead} was expected.` });
  if (merged) return done({ kind: 'merged', data: { sha } });
  if (state === 'closed') return done({ kind: 'refused', words: 'it is closed.' });
  return attemptGithub<Outcome>('the merge', 'contents: write', () => sendMerge(call, merge));
}

/** 405: it cannot be merged, or the base moved meanwhile. 409: the head is another. */
async function sendMerge({ octokit, owner, repo, retrier }: GithubCall, merge: Merge): Promise<Outcome> {
  const { expectedHead, message, method, number, title } = merge;
  const words = method === 'rebase' ? {} : { commit_title: title, commit_message: message };
  const request = { signal: retrier.signal() };
  const common = { owner, repo, pull_number: number, sha: expectedHead, merge_method: method, request };
  try {
    return { kind: 'merged', data: (await octokit.rest.pulls.merge({ ...common, ...words })).data };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.status === 405 || refusal?.status === 409) return { kind: 'refused', words: refusal.message };
    throw error;
  }
}
