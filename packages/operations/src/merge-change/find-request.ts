import { fail, ok, type Result } from '@interlock/core/failure';
import { refuseMerge } from '@interlock/core/lane';
import type { FetchCommit, Repository, RequestState, RunContext } from '@interlock/core/ports';
import { escapeMarkdown, oneLine } from '@interlock/core/text';
import type { Inputs, MergingForge } from './ports.ts';
import type { MergeableVerdict } from './read-files.ts';
import { orFail, orRefuse, type Stop } from './stop.ts';

/** The request as its forge tells it now; opened here where only a branch is given. */
export async function findRequest(
  inputs: Inputs,
  forge: MergingForge,
  { changeRequest }: RunContext,
): Promise<Result<RequestState>> {
  const { baseRef, branch, request } = inputs;
  if (request !== undefined && branch !== undefined)
    return fail('usage', 'Both request and branch are given, and one was expected.', {
      hint: 'Leave one of them out.',
    });
  if (branch === undefined) {
    const number = request ?? changeRequest?.number;
    if (number !== undefined) return forge.readRequest(number);
    return fail('usage', 'This run is for no change request, and neither request nor branch was given.', {
      hint: 'Give the number of the request, or branch and base-ref.',
    });
  }
  if (baseRef === undefined)
    return fail('usage', 'Input base-ref: a branch to merge into was expected beside branch.', {
      hint: 'Give base-ref.',
    });
  const opened = await forge.openRequest({
    branch,
    base: baseRef,
    title: oneLine(`Merge ${branch} into ${baseRef}`, 200),
    markdown: `Opened by Interlock for the branch ${escapeMarkdown(oneLine(branch, 200))}.`,
  });
  return opened.ok ? forge.readRequest(opened.value.number) : opened;
}

interface Judged {
  readonly inputs: Inputs;
  readonly repository: Repository;
  readonly verdict: MergeableVerdict;
}

/** Whether the request is open, and what was judged is what would be merged, to the commit. */
export async function verifyRequest(
  state: RequestState,
  judged: Judged,
  fetchCommit: FetchCommit,
): Promise<Result<void, Stop>> {
  const { inputs, verdict } = judged;
  const expected = inputs.expectedHead ?? verdict.head;
  if (expected !== verdict.head)
    return orRefuse(
      refuseMerge('head-moved', `The verdict is about ${short(verdict.head)}, and ${short(expected)} is expected.`),
    );
  if (state.head !== expected)
    return orRefuse(
      refuseMerge('head-moved', `The request is at ${short(state.head)}, and ${short(expected)} was judged.`),
    );
  if (state.state === 'closed') return orRefuse(refuseMerge('not-open', `Request ${state.number} is closed.`));
  if (state.draft) return orRefuse(refuseMerge('draft', `Request ${state.number} is a draft.`));
  if (state.state === 'merged') return verifyMerged(state, judged, fetchCommit);
  if (state.base === verdict.base) return ok(undefined);
  const message = `${oneLine(state.baseBranch, 120)} is at ${short(state.base)}, and the verdict is about ${short(verdict.base)}.`;
  return orRefuse(refuseMerge('base-moved', message));
}

/** Merged before, by a run that was cut off: from the base that was judged, or else by somebody else. */
async function verifyMerged(
  { mergedAs, number }: RequestState,
  { inputs, repository, verdict: { base, head } }: Judged,
  fetchCommit: FetchCommit,
): Promise<Result<void, Stop>> {
  if (mergedAs === undefined) return orRefuse(refuseMerge('not-open', `Request ${number} is merged already.`));
  const fetched = await fetchCommit({ repository: inputs.repository, commit: mergedAs, known: [base, head] });
  if (!fetched.ok) return orFail(fetched);
  const common = await repository.mergeBase(base, mergedAs);
  if (!common.ok) return orFail(common);
  if (common.value === base) return ok(undefined);
  return orRefuse(
    refuseMerge('not-open', `Request ${number} is merged already, from another base than ${short(base)}.`),
  );
}

const short = (commit: string) => oneLine(commit, 200).slice(0, 12);
