import { addCounts, noCounts, type LookCounts } from './counters.ts';
import type { CanarySettings, Look, LookInput, Verdict } from './decision.ts';
import { evidenceOfBetter, evidenceOfWorse, logEvidence, logMean, update, type EProcess } from './e-process.ts';
import { trafficShares } from './traffic-share.ts';

/** A canary in progress. Immutable: `observe` gives the next one. */
export interface CanaryRun {
  readonly settings: CanarySettings;
  readonly startedAt: number;
  /** One for each weight so far, begun with it. */
  readonly worse: readonly EProcess[];
  /** Begun anew at each weight: what was seen at a lower one says nothing about this one. */
  readonly better: EProcess;
  readonly looks: readonly Look[];
  readonly totals: LookCounts;
  /** At the present weight. */
  readonly atWeight: LookCounts;
}

export interface Judgement {
  readonly decision: Verdict;
  readonly reason: string;
}

export function startRun(settings: CanarySettings, startedAt: number): CanaryRun {
  const better = evidenceOfBetter(settings.deltaMax);
  return { settings, startedAt, worse: [], better, looks: [], totals: noCounts, atWeight: noCounts };
}

/**
 * Adds a look. The evidence that the canary is worse is the mean over the steps of a process that begins with that step
 * and is 1 before. A mean of such processes is one itself, so the bound alpha holds for the whole run without
 * a correction for their number, and a canary that turns bad at a later weight is not excused by the good looks before.
 *
 * The first look at a weight holds requests from before the change too; it does not count for a promotion.
 */
export function observe(run: CanaryRun, input: LookInput): CanaryRun {
  const { settings } = run;
  const isFirst = run.looks.at(-1)?.weight !== input.weight;
  const begun = isFirst ? [...run.worse, evidenceOfWorse(settings.delta)] : run.worse;
  const worse = begun.map((process) => update(process, input));
  const better = isFirst ? evidenceOfBetter(settings.deltaMax) : update(run.better, input);
  const look: Look = { ...input, logE: mixture(worse, settings.steps.length), logEPass: logEvidence(better) };
  const atWeight = addCounts(isFirst ? noCounts : run.atWeight, input);
  return { ...run, worse, better, looks: [...run.looks, look], totals: addCounts(run.totals, input), atWeight };
}

function mixture(begun: readonly EProcess[], steps: number): number {
  const waiting = Array.from({ length: Math.max(0, steps - begun.length) }, () => 0);
  return logMean([...begun.map(logEvidence), ...waiting]);
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
 * The absolute limit is the observed rate over all looks so far, or over those at the present weight, once enough
 * requests were seen. Unlike the comparison it comes without an error probability: set it well above the usual rate.
 */
function rollbackReason({ settings, totals, atWeight }: CanaryRun, last: Look): string | undefined {
  if (last.logE >= Math.log(1 / settings.alpha)) {
    return settings.delta === 1
      ? 'the error rate of the canary is above that of the baseline'
      : `the error rate of the canary is above ${settings.delta} times that of the baseline`;
  }
  const limit = settings.maxErrorRate;
  if (limit === undefined) return undefined;
  const above = [totals.canary, atWeight.canary].some(
    ({ errors, requests }) => requests > 0 && requests >= settings.guardSamples && errors / requests > limit,
  );
  return above ? `the error rate of the canary is above the limit of ${limit}` : undefined;
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
