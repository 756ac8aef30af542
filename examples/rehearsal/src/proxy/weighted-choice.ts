/** Chooses a backend for each request by a seeded generator, so that a rehearsal can be repeated. */
export function createChoice(seed: number) {
  let state = seed >>> 0;
  /** Mulberry32: uniform in [0, 1). */
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  /** `weight` is the canary's share in percent; 0 is never the canary, 100 always. */
  return (weight: number): 'baseline' | 'canary' => (next() * 100 < weight ? 'canary' : 'baseline');
}
