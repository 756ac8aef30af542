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
  /** Its labels without those that tell an error apart: the outcomes that one instance counts are a family. */
  readonly family: string;
  readonly group: 'canary' | 'baseline';
  readonly outcome: 'error' | 'other';
  /** Oldest first. */
  readonly points: readonly CounterPoint[];
}

export type CounterSample = readonly CounterSeries[];

/** Reads the present counters. A partial answer is a failure, never a smaller sample. */
export type ReadCounters = () => Promise<Result<CounterSample>>;

/** The last point seen of every series, and the families seen. */
export interface CounterState {
  readonly points: ReadonlyMap<string, CounterPoint>;
  readonly families: ReadonlySet<string>;
}

/** The counters before the first look: what they count so far is not ours. */
export function startCounters(sample: CounterSample): CounterState {
  const seen = sample.filter(({ points }) => points.length > 0);
  const points = seen.flatMap(({ id, points: all }) => all.slice(-1).map((last) => [id, last] as const));
  return { points: new Map(points), families: new Set(seen.map(({ family }) => family)) };
}

/** Whether the sample holds a point of the group. */
export function hasGroup(sample: CounterSample, group: CounterSeries['group']): boolean {
  return sample.some((series) => series.group === group && series.points.length > 0);
}

/**
 * Increments since the state. A value that falls is a restart: the new value counts from zero. The first point of a
 * series not seen before is a start, since nobody knows when it counted what it holds; where its family was seen
 * before, its outcome had not occurred there, and it counts from zero. A series that is missing keeps its last point,
 * so nothing is lost or counted twice when it comes back. Points that are not newer than the last one are skipped.
 */
export function advanceCounters(
  state: CounterState,
  sample: CounterSample,
): { readonly state: CounterState; readonly increments: LookCounts } {
  const points = new Map(state.points);
  const families = new Set(state.families);
  const counts = { canary: { requests: 0, errors: 0 }, baseline: { requests: 0, errors: 0 } };
  for (const series of sample) {
    const { id, family, group, outcome } = series;
    let last = points.get(id) ?? startOf(series, state.families);
    for (const point of series.points) {
      if (last !== undefined && point.time <= last.time) continue;
      const added: number = last === undefined || point.value < last.value ? point.value : point.value - last.value;
      counts[group].requests += added;
      if (outcome === 'error') counts[group].errors += added;
      last = point;
    }
    if (last === undefined) continue;
    points.set(id, last);
    families.add(family);
  }
  return { state: { points, families }, increments: counts };
}

/** Where a series that is new begins; `undefined`: at zero. */
function startOf(series: CounterSeries, known: ReadonlySet<string>): CounterPoint | undefined {
  return known.has(series.family) ? undefined : series.points[0];
}

export function addCounts(one: LookCounts, other: LookCounts): LookCounts {
  return { canary: add(one.canary, other.canary), baseline: add(one.baseline, other.baseline) };
}

function add(one: Counts, other: Counts): Counts {
  return { requests: one.requests + other.requests, errors: one.errors + other.errors };
}

export const noCounts: LookCounts = { canary: { requests: 0, errors: 0 }, baseline: { requests: 0, errors: 0 } };
