import type { Digest } from '../digest/index.ts';
import { canaryDecisionSchema, type CanaryDecision, type Ending } from './decision.ts';
import { judge, observe, promotionObstacle, startRun, type CanaryRun, type Judgement } from './run.ts';
import { trafficShares } from './traffic-share.ts';

/** The record of a run that ended. Only the evidence promotes or rolls back; every other ending is inconclusive. */
export function conclude(
  run: CanaryRun,
  end: { readonly ending: Ending; readonly configDigest: Digest; readonly missedReads: number },
): CanaryDecision {
  const { decision, reason } = judgeEnding(run, end.ending);
  return {
    schema: canaryDecisionSchema,
    decision,
    reason,
    ending: end.ending,
    configDigest: end.configDigest,
    startedAt: run.startedAt,
    settings: run.settings,
    totals: run.totals,
    trafficShares: trafficShares(run.looks),
    missedReads: end.missedReads,
    looks: run.looks,
  };
}

function judgeEnding(run: CanaryRun, ending: Ending): Judgement {
  const judged = judge(run);
  const seen = judged === undefined ? '' : ` (the evidence said ${judged.decision}: ${judged.reason})`;
  switch (ending) {
    case 'evidence':
      return judged ?? { decision: 'inconclusive', reason: 'the evidence does not decide' };
    case 'timeout':
      return { decision: 'inconclusive', reason: timeoutReason(run) };
    case 'source-failed':
      return { decision: 'inconclusive', reason: `the counters could not be read${seen}` };
    case 'hook-failed':
      return { decision: 'inconclusive', reason: `the weight could not be set${seen}` };
    case 'interrupted':
      return { decision: 'inconclusive', reason: `the gate was interrupted${seen}` };
  }
}

function timeoutReason(run: CanaryRun): string {
  const more = promotionObstacle(run);
  const errors = run.totals.canary.errors + run.totals.baseline.errors;
  if (more !== undefined) return `the time is over: ${more}`;
  if (errors === 0) return 'the time is over: without a single error the two rates cannot be compared';
  return 'the time is over and the evidence does not decide';
}

/**
 * Derives the decision again from the settings and the increments that it records. A genuine record comes back equal,
 * byte for byte on the same JavaScript engine; a changed verdict, reason, total or evidence does not.
 */
export function replay(decision: CanaryDecision): CanaryDecision {
  const run = decision.looks.reduce(
    (current, { time, weight, canary, baseline }) => observe(current, { time, weight, canary, baseline }),
    startRun(decision.settings, decision.startedAt),
  );
  return conclude(run, decision);
}
