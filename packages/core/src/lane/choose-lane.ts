import { checkKind, type ChangePlace, type ManifestSection } from '../agent-manifest/index.ts';
import type { Change } from '../change/index.ts';
import { ok, type Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';
import { refuseMerge, type MergeRefusal } from './refusal.ts';
import { looksLikeRollback, verifyRevert, type RevertFacts } from './revert.ts';
import { verifyDecision, verifyOnCall, type ApprovalCase } from './verify-approval-result.ts';

export const laneNames = ['default', 'trusted', 'hotfix', 'revert'] as const;
export type LaneName = (typeof laneNames)[number];

export interface LaneFacts {
  readonly asked: LaneName | 'auto';
  readonly change: Change;
  readonly place: ChangePlace;
  readonly manifest: ManifestSection | undefined;
  /** Why the lane trusted is not for it; nothing where it is. */
  readonly whyNotTrusted: readonly string[];
  readonly revert: RevertFacts | undefined;
  readonly approval: ApprovalCase;
}

export interface LaneChoice {
  readonly lane: LaneName;
  /** In words for people: why this lane and no other. Not yet escaped. */
  readonly reasons: readonly string[];
  /** Whether it was let in because of an approval. */
  readonly usesApproval: boolean;
}

/**
 * By which lane a change is merged. What is not for trusted drops to default, which asks for more; a hotfix or a revert
 * that does not hold is refused, because each of them passes over something that default asks for.
 */
export function chooseLane(facts: LaneFacts): Result<LaneChoice, MergeRefusal> {
  switch (laneAsked(facts)) {
    case 'hotfix':
      return chosen(facts, 'hotfix', { holds: verifyHotfix(facts), reasons: [hotfixReason] });
    case 'revert':
      return chosen(facts, 'revert', { holds: takeBack(facts), reasons: [revertReason(facts)] });
    case 'trusted':
      if (facts.whyNotTrusted.length === 0)
        return ok({ lane: 'trusted', reasons: ['the agent is trusted with it'], usesApproval: false });
      return chosen(facts, 'default', {
        holds: verifyDecision(facts.approval),
        reasons: facts.whyNotTrusted.map((why) => `not trusted: ${why}`),
      });
    case 'default':
      return chosen(facts, 'default', { holds: verifyDecision(facts.approval), reasons: [] });
  }
}

const hotfixReason = 'branch, commits and manifest say hotfix';
const revertReason = ({ revert }: LaneFacts) => `takes back ${revert?.commit.slice(0, 12) ?? 'a commit'}, as computed`;

interface Examined {
  readonly holds: Result<void, MergeRefusal>;
  readonly reasons: readonly string[];
}

function chosen(
  { approval: { verdict } }: LaneFacts,
  lane: LaneName,
  { holds, reasons }: Examined,
): Result<LaneChoice, MergeRefusal> {
  if (!holds.ok) return { ok: false, error: withReasons(holds.error, reasons, lane) };
  const passedOver = lane === 'revert' ? ['blocked'] : ['blocked', 'needs-approval'];
  return ok({ lane, reasons, usesApproval: lane === 'hotfix' || passedOver.includes(verdict.decision) });
}

/** Who is refused in default wants to know why it was not trusted either. */
function withReasons(refusal: MergeRefusal, reasons: readonly string[], lane: LaneName): MergeRefusal {
  if (lane !== 'default' || reasons.length === 0) return refusal;
  return { ...refusal, message: `${refusal.message} (${reasons.slice(0, 5).join('; ')})` };
}

/** Where any sign of a hotfix is there, all must be: one alone opens no lane, and closes the others. */
function laneAsked({ asked, change, manifest, place }: LaneFacts): LaneName {
  if (asked !== 'auto') return asked;
  const kind = manifest?.declared?.kind ?? 'normal';
  const isMarked = checkKind({ kind }, change, place) !== undefined || kind === 'hotfix';
  if (isMarked) return 'hotfix';
  return looksLikeRollback(place.branches, change) ? 'revert' : 'trusted';
}

function verifyHotfix({ approval, change, manifest, place }: LaneFacts): Result<void, MergeRefusal> {
  const kind = manifest?.declared?.kind ?? 'normal';
  const disagreement = checkKind({ kind }, change, place);
  if (disagreement !== undefined) return refuseMerge('not-a-hotfix', `Its kind disagrees: ${disagreement.message}.`);
  if (kind !== 'hotfix') return refuseMerge('not-a-hotfix', 'Neither branch, commits nor manifest say hotfix.');
  const [problem] = manifest?.problems ?? [];
  if (problem !== undefined)
    return refuseMerge('not-a-hotfix', `Its manifest does not hold: ${oneLine(problem.message, 300)}.`);
  return verifyOnCall(approval);
}

/** A proven revert needs no approval, since nobody wrote it; what the policy blocks stays blocked. */
function takeBack({ approval, change, revert }: LaneFacts): Result<void, MergeRefusal> {
  const proven = verifyRevert({ change, revert });
  if (!proven.ok) return proven;
  return approval.verdict.decision === 'needs-approval' ? ok(undefined) : verifyDecision(approval);
}
