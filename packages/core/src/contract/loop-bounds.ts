import { ok, type Result } from '../failure/index.ts';

const mostRounds = 1000;

/** How often a loop runs, from what stands behind `loop`: `1..20 commits`, `1..*`, `3 times`; else any number of times. */
export function loopBounds(condition: string): Result<{ readonly min: number; readonly max: number }, string> {
  const range = /^\s*\(?(\d{1,6})\s*(?:\.\.|,|-)\s*(\d{1,6}|\*)/.exec(condition);
  const times = /^\s*(\d{1,6})\s*(?:times\b|x\b|$)/.exec(condition);
  const [, low = '0', high = '*'] = range ?? (times === null ? [] : [undefined, times[1], times[1]]);
  const min = Number(low);
  const max = high === '*' ? Number.POSITIVE_INFINITY : Number(high);
  if (Math.max(min, high === '*' ? 0 : max) > mostRounds)
    return { ok: false, error: `a loop counts to ${mostRounds} at most; * is any number` };
  return min <= max ? ok({ min, max }) : { ok: false, error: `a loop runs from ${min} to ${max} times` };
}
