import type { Result } from '../failure/index.ts';

export interface Counts {
  readonly requests: number;
  readonly errors: number;
}

/** What happened between two reads of the counters. */
export interface LookCounts {
  readonly canary: Counts;
  readonly baseline: Counts;
}

export interface CounterPoint {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Cumulative count. */
  readonly value: number;
}

/** One cumulative counter. Every request is in exactly one series; those with an error are marked. */
export interface CounterSeries {
  /** Its labels in a fixed order: the same series has the same id in every sample. */
  readonly id: string;
  readonly group: 'canary' | 'baseline';
  readonly outcome: 'error' | 'other';
  /** Oldest first. */
  readonly points: readonly CounterPoint[];
}

export type CounterSample = readonly CounterSeries[];

/** Reads the present counters. A partial answer is a failure, never a smaller sample. */
export type ReadCounters = () => Promise<Result<CounterSample>>;

/** The last point seen of every series. */
export type CounterState = ReadonlyMap<string, CounterPoint>;

/** The counters before the first look: what they count so far is not ours. */
export function startCounters(sample: CounterSample): CounterState {
  return new Map(
    sample.flatMap(({ id, points }) => {
      const last = points.at(-1);
      return last === undefined ? [] : [[id, last] as const];
    }),
  );
}

/**
 * Increments since the state. A value that falls is a restart: the new value counts from zero. A series not seen
 * before was born since: it counts from zero. A series that is missing keeps its last point, so nothing is lost
 * or counted twice when it comes back. Points that are not newer than the last one are skipped.
 */
export function advanceCounters(
  state: CounterState,
  sample: CounterSample,
): { readonly state: CounterState; readonly increments: LookCounts } {
  const next = new Map(state);
  const counts = { canary: { requests: 0, errors: 0 }, baseline: { requests: 0, errors: 0 } };
  for (const { id, group, outcome, points } of sample) {
    let last = next.get(id);
    for (const point of points) {
      if (last !== undefined && point.time <= last.time) continue;
      const added: number = last === undefined || point.value < last.value ? point.value : point.value - last.value;
      counts[group].requests += added;
      if (outcome === 'error') counts[group].errors += added;
      last = point;
    }
    if (last !== undefined) next.set(id, last);
  }
  return { state: next, increments: counts };
}

export function addCounts(one: LookCounts, other: LookCounts): LookCounts {
  return { canary: add(one.canary, other.canary), baseline: add(one.baseline, other.baseline) };
}

function add(one: Counts, other: Counts): Counts {
  return { requests: one.requests + other.requests, errors: one.errors + other.errors };
}

export const noCounts: LookCounts = { canary: { requests: 0, errors: 0 }, baseline: { requests: 0, errors: 0 } };
