import type { Counts } from './counters.ts';

/** Seeded generator (mulberry32), so that a failure can be repeated. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Successes of `n` trials, by the gaps between successes. */
function binomial(random: () => number, n: number, p: number): number {
  let successes = 0;
  for (let trial = gap(random, p); trial < n; trial += 1 + gap(random, p)) successes++;
  return successes;
}

function gap(random: () => number, p: number): number {
  return Math.floor(Math.log(1 - random()) / Math.log(1 - p));
}

/** Requests of one side in one look, each of which fails with the probability `rate`. */
export function simulateRequests(random: () => number, requests: number, rate: number): Counts {
  return { requests, errors: binomial(random, requests, rate) };
}
