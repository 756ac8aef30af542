import { addCounts, noCounts, type LookCounts } from './counters.ts';
import type { CanarySettings, Look, LookInput, Verdict } from './decision.ts';
import { evidenceOfBetter, evidenceOfWorse, logEvidence, update, type EProcess } from './e-process.ts';
import { trafficShares } from './traffic-share.ts';

/** A canary in progress. Immutable: `observe` gives the next one. */
export interface CanaryRun {
  readonly settings: CanarySettings;
  readonly startedAt: number;
  readonly worse: EProcess;
  readonly better: EProcess;
  readonly looks: readonly Look[];
  readonly totals: LookCounts;
}

export interface Judgement {
  readonly decision: Verdict;
  readonly reason: string;
}

export function startRun(settings: CanarySettings, startedAt: number): CanaryRun {
  const worse = evidenceOfWorse(settings.delta);
  return { settings, startedAt, worse, better: evidenceOfBetter(settings.deltaMax), looks: [], totals: noCounts };
}

export function observe(run: CanaryRun, input: LookInput): CanaryRun {
  const worse = update(run.worse, input);
  const better = update(run.better, input);
  const look: Look = { ...input, logE: logEvidence(worse), logEPass: logEvidence(better) };
  return { ...run, worse, better, looks: [...run.looks, look], totals: addCounts(run.totals, input) };
}

/** The step in effect after that many milliseconds; the last one lasts until the end. */
export function stepAt(settings: CanarySettings, elapsed: number): CanarySettings['steps'][number] | undefined {
  let end = 0;
  for (const step of settings.steps) {
    end += step.hold * 1000;
    if (elapsed < end) return step;
  }
  return settings.steps.at(-1);
}

/** The verdict that the looks force, or `undefined` where the canary goes on. */
export function judge(run: CanaryRun): Judgement | undefined {
  const last = run.looks.at(-1);
  if (last === undefined) return undefined;
  const against = rollbackReason(run, last);
  if (against !== undefined) return { decision: 'rollback', reason: against };
  if (last.logEPass < Math.log(1 / run.settings.beta) || !schedulePassed(run, last)) return undefined;
  const obstacle = promotionObstacle(run);
  if (obstacle === undefined) {
    const reason = `the error rate of the canary is below ${run.settings.deltaMax} times that of the baseline`;
    return { decision: 'promote', reason };
  }
  return run.settings.sourceClass === 'claim' ? { decision: 'inconclusive', reason: obstacle } : undefined;
}

/**
 * The absolute limit is the observed rate over all looks so far, once enough requests were seen. Unlike the
 * comparison it comes without an error probability: set it well above the usual rate.
 */
function rollbackReason({ settings, totals }: CanaryRun, last: Look): string | undefined {
  if (last.logE >= Math.log(1 / settings.alpha)) {
    return settings.delta === 1
      ? 'the error rate of the canary is above that of the baseline'
      : `the error rate of the canary is above ${settings.delta} times that of the baseline`;
  }
  const { requests, errors } = totals.canary;
  const limit = settings.maxErrorRate;
  if (limit === undefined || requests < settings.guardSamples || requests === 0) return undefined;
  return errors / requests > limit ? `the error rate of the canary is above the limit of ${limit}` : undefined;
}

function schedulePassed({ settings, startedAt }: CanaryRun, last: Look): boolean {
  const holds = settings.steps.reduce((sum, step) => sum + step.hold, 0);
  const elapsed = last.time - startedAt;
  return last.weight === settings.steps.at(-1)?.weight && elapsed >= Math.max(holds, settings.bake) * 1000;
}

/** What still stands against a promotion although the evidence and the time are there. */
export function promotionObstacle({ settings, totals, looks }: CanaryRun): string | undefined {
  if (settings.sourceClass === 'claim') return 'the release serves its own counters, and these cannot promote it';
  if (totals.canary.requests < settings.minSamples) return `the canary had fewer than ${settings.minSamples} requests`;
  const shares = trafficShares(looks);
  const wrong = shares.find((share) => share.verdict === 'not-applied');
  if (wrong !== undefined) return `the weight of ${wrong.weight} % was not applied to the traffic`;
  const lastWeight = settings.steps.at(-1)?.weight;
  const atLast = shares.find((share) => share.weight === lastWeight)?.canaryRequests ?? 0;
  if (atLast === 0) return 'the canary had no traffic at its last weight';
  return undefined;
}
