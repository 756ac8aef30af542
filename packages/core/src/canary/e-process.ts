import type { LookCounts } from './counters.ts';

/** Multiples of the null ratio that the mixture bets on, each with the same weight. */
const multiples = [1.25, 1.5, 2, 3, 5, 10, 30] as const;

/** An e-process: null ratio, the alternatives it bets on, and the logarithm of each bet's wealth. Immutable. */
export interface EProcess {
  readonly nullRatio: number;
  readonly alternatives: readonly number[];
  readonly logWealth: readonly number[];
}

/** Evidence against H0: p_canary <= ratio * p_baseline. It grows when the canary is worse than that. */
export function evidenceOfWorse(ratio: number): EProcess {
  return eProcess(
    ratio,
    multiples.map((multiple) => ratio * multiple),
  );
}

/** Evidence against H0: p_canary >= ratio * p_baseline. It grows when the canary is better than that. */
export function evidenceOfBetter(ratio: number): EProcess {
  return eProcess(
    ratio,
    multiples.map((multiple) => ratio / multiple),
  );
}

function eProcess(nullRatio: number, alternatives: readonly number[]): EProcess {
  return { nullRatio, alternatives, logWealth: alternatives.map(() => 0) };
}

/**
 * Adds the increments of one look.
 *
 * With n requests and e errors of canary (c) and baseline (b) in the look, w = n_c / (n_c + n_b) and
 * pi(r) = w r / (w r + 1 - w), each alternative L multiplies its wealth by
 *   (pi(L) / pi(D))^e_c * ((1 - pi(L)) / (1 - pi(D)))^e_b,   D the null ratio;
 * the evidence E is the mean wealth. For independent requests E[x^e_c y^e_b] <= exp(n_c p_c (x-1) + n_b p_b (y-1)),
 * which is at most 1 under the null, so E is a non-negative supermartingale whatever the common error rate does and
 * however the weight is ramped. By Ville's inequality P(E ever reaches 1/alpha) <= alpha, at any number of looks.
 * Requests that fail together (a burst on one instance) break the independence and with it the bound.
 *
 * A look in which one side had no request carries no comparison and changes nothing.
 *
 * Sources: J. Ville 1939, Etude critique de la notion de collectif; M. Lindon and A. Malek, NeurIPS 2022, arXiv:2011.03567.
 */
export function update(process: EProcess, { canary, baseline }: LookCounts): EProcess {
  if (canary.requests <= 0 || baseline.requests <= 0) return process;
  const nullShare = errorShare(process.nullRatio, canary.requests, baseline.requests);
  const logWealth = process.logWealth.map((wealth, index) => {
    const share = errorShare(process.alternatives[index] ?? process.nullRatio, canary.requests, baseline.requests);
    return (
      wealth +
      canary.errors * Math.log(share.canary / nullShare.canary) +
      baseline.errors * Math.log(share.baseline / nullShare.baseline)
    );
  });
  return { ...process, logWealth };
}

/** Expected parts of the errors when the canary's rate is `ratio` times the baseline's. */
function errorShare(ratio: number, canaryRequests: number, baselineRequests: number) {
  const total = canaryRequests * ratio + baselineRequests;
  return { canary: (canaryRequests * ratio) / total, baseline: baselineRequests / total };
}

/** Natural logarithm of the evidence E. */
export function logEvidence({ logWealth }: EProcess): number {
  return logMean(logWealth);
}

/** Logarithm of the mean of numbers that are given by their logarithms. */
export function logMean(logarithms: readonly number[]): number {
  const largest = Math.max(...logarithms);
  const sum = logarithms.reduce((total, one) => total + Math.exp(one - largest), 0);
  return largest + Math.log(sum / logarithms.length);
}
