import {
  blockFor,
  isOnCall,
  requestDigest,
  verifyScope,
  type ApprovalConfig,
  type ApprovalResult,
  type ApprovalScope,
} from '../approval/index.ts';
import { ok, type Result } from '../failure/index.ts';
import type { Verdict } from '../verdict/index.ts';
import { refuseMerge, type MergeRefusal } from './refusal.ts';

export interface ApprovalCase {
  readonly result: ApprovalResult | undefined;
  /** The change as git and the forge tell it, and what the verdict found. */
  readonly scope: ApprovalScope;
  readonly verdict: Verdict;
  readonly config: Pick<ApprovalConfig, 'approvable' | 'handles' | 'onCall'>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Whether the verdict lets the change in, with what was approved where it does not by itself. */
export function verifyDecision(one: ApprovalCase): Result<void, MergeRefusal> {
  const { result, verdict } = one;
  if (verdict.undecided !== undefined) return refuseMerge('undecided', 'The gate could not decide about this change.');
  if (verdict.decision === 'merge') return ok(undefined);
  if (result === undefined) return whatIsMissing(one);
  return verifyApprovalResult(one, result);
}

/** Whether somebody on call approved this hotfix, whatever the verdict says. */
export function verifyOnCall(one: ApprovalCase): Result<void, MergeRefusal> {
  const { config, result, verdict } = one;
  if (verdict.undecided !== undefined) return refuseMerge('undecided', 'The gate could not decide about this change.');
  if (result === undefined) return refuseMerge('needs-approval', 'A hotfix needs an approval by somebody on call.');
  const holds = verifyApprovalResult(one, result);
  if (!holds.ok) return holds;
  if (result.kind === 'normal')
    return refuseMerge('approval-of-another-kind', 'The approval is of kind normal, and this is a hotfix.');
  const onCall = result.approvals.some(({ approver }) => isOnCall(approver, config));
  return onCall ? ok(undefined) : refuseMerge('not-on-call', 'Nobody who approved is on call.');
}

function whatIsMissing({ config, verdict }: ApprovalCase): Result<void, MergeRefusal> {
  const block = blockFor('normal', verdict, config);
  return block === undefined
    ? refuseMerge('needs-approval', 'The verdict asks for an approval, and none was given.')
    : refuseMerge('blocked', block);
}

function verifyApprovalResult(one: ApprovalCase, result: ApprovalResult): Result<void, MergeRefusal> {
  const { config, now, scope, verdict } = one;
  const { consumption, kind, refusal, subject } = result;
  if (result.result !== 'approved')
    return refuseMerge('approval-refused', `The approval was refused: ${refusal?.reason ?? 'no reason is given'}.`);
  const isOwn = requestDigest(subject) === result.requestDigest && subject.kind === kind;
  const about = verifyScope(subject, scope, now);
  if (!isOwn || !about.ok)
    return refuseMerge(
      'approval-for-another-change',
      about.ok ? 'The answer contradicts itself.' : about.error.message,
    );
  if (consumption.where === 'never' || consumption.reference === undefined)
    return refuseMerge('approval-not-marked', 'The use of the approval was not marked: it could be used again.');
  const block = blockFor(kind, verdict, config);
  return block === undefined ? ok(undefined) : refuseMerge('blocked', block);
}
