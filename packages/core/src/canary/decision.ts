import type { Digest } from '../digest/index.ts';
import type { LookCounts } from './counters.ts';
import type { TrafficShare } from './traffic-share.ts';

export const canaryDecisionSchema = 'interlock/canary-decision/v1';

/** Everything that the verdict depends on besides the looks. Durations in seconds, weights in per cent. */
export interface CanarySettings {
  readonly alpha: number;
  readonly beta: number;
  /** Rollback when the canary's error rate is shown to be above delta times the baseline's. */
  readonly delta: number;
  /** Promotion only when it is shown to be below deltaMax times the baseline's. */
  readonly deltaMax: number;
  readonly bake: number;
  readonly timeout: number;
  readonly steps: readonly { readonly weight: number; readonly hold: number }[];
  readonly maxErrorRate?: number;
  /** Canary requests before the limit on the error rate is applied. */
  readonly guardSamples: number;
  /** Canary requests without which nothing is promoted. */
  readonly minSamples: number;
  /** `claim` where the release serves its own counters: it may then roll back, never promote. */
  readonly sourceClass: 'platform' | 'claim';
}

/** Increments since the look before, at the weight in effect since then. Time in milliseconds since 1970. */
export interface LookInput extends LookCounts {
  readonly time: number;
  readonly weight: number;
}

export interface Look extends LookInput {
  /** Natural logarithms of the evidence after this look. */
  readonly logE: number;
  readonly logEPass: number;
}

export type Verdict = 'promote' | 'rollback' | 'inconclusive';

/** Why the looks ended: the evidence or the time decided, or something outside broke. */
export type Ending = 'evidence' | 'timeout' | 'source-failed' | 'hook-failed' | 'interrupted';

export interface CanaryDecision {
  readonly schema: typeof canaryDecisionSchema;
  readonly decision: Verdict;
  readonly reason: string;
  readonly ending: Ending;
  readonly configDigest: Digest;
  readonly startedAt: number;
  readonly settings: CanarySettings;
  readonly totals: LookCounts;
  readonly trafficShares: readonly TrafficShare[];
  readonly missedReads: number;
  readonly looks: readonly Look[];
}
