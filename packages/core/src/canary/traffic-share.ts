import { addCounts, noCounts } from './counters.ts';
import type { Look } from './decision.ts';

/** How the canary's share of requests at one weight compares with that weight. */
export interface TrafficShare {
  readonly weight: number;
  readonly canaryRequests: number;
  readonly requests: number;
  readonly verdict: 'as-set' | 'not-applied' | 'too-few';
}

/** Chance that a weight which was applied is called not applied. */
const significance = 1e-6;

/**
 * Sample-ratio check at each weight. A weight counts as not applied when the share is below half or above twice the
 * weight and chance does not explain it: for a share q of n requests at weight w, P <= exp(-n KL(q || w)) (Chernoff).
 * The factor of two leaves room for health checks and for the moment a proxy needs to take the weight on.
 */
export function trafficShares(looks: readonly Look[]): readonly TrafficShare[] {
  const byWeight = Map.groupBy(looks, (look) => look.weight);
  return [...byWeight].map(([weight, group]) => {
    const { canary, baseline } = group.reduce(addCounts, noCounts);
    const requests = canary.requests + baseline.requests;
    return {
      weight,
      canaryRequests: canary.requests,
      requests,
      verdict: judge(weight / 100, canary.requests, requests),
    };
  });
}

function judge(weight: number, canaryRequests: number, requests: number): TrafficShare['verdict'] {
  if (requests === 0) return 'too-few';
  const share = canaryRequests / requests;
  const explained = requests * divergence(share, weight) <= Math.log(1 / significance);
  if (!explained && (share < weight / 2 || share > weight * 2)) return 'not-applied';
  return explained && share < weight / 2 ? 'too-few' : 'as-set';
}

function divergence(share: number, weight: number): number {
  const term = (p: number, q: number) => (p === 0 ? 0 : p * Math.log(p / q));
  return term(share, weight) + term(1 - share, 1 - weight);
}
