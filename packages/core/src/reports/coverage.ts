/** What was found and hit; `percent` has two decimals, rounded towards zero, and is null where nothing was found. */
export interface Share {
  readonly found: number;
  readonly hit: number;
  readonly percent: number | null;
}

/** First and last of consecutive 1-based lines. */
export type LineRange = readonly [number, number];

/** Hits per key (line, branch or function), and what totals claim beyond them; null where it was not measured. */
export interface Measured<K> {
  readonly hits: ReadonlyMap<K, number>;
  readonly claimed: { readonly found: number; readonly hit: number } | null;
}

/** Coverage of one source file. */
export interface FileCoverage {
  readonly lines: Measured<number>;
  readonly branches: Measured<string>;
  readonly functions: Measured<string>;
}

/** Per path relative to the repository root. */
export type Coverage = ReadonlyMap<string, FileCoverage>;

/** Percent with two decimals, rounded towards zero; null where nothing was found. */
export function percentOf(hit: number, found: number): number | null {
  return found === 0 ? null : Math.floor((hit * 10_000) / found) / 100;
}

export function shareOf(found: number, hit: number): Share {
  return { found, hit, percent: percentOf(hit, found) };
}

/**
 * What was found and hit; null where it was not measured. The details count; of claimed totals only more found ones
 * count, and hits where there are no details at all: a claim never raises what the details show.
 */
export function totalsOf<K>({ hits, claimed }: Measured<K>): { readonly found: number; readonly hit: number } | null {
  if (hits.size === 0 && claimed === null) return null;
  const found = Math.max(hits.size, claimed?.found ?? 0);
  const hit = [...hits.values()].filter((count) => count > 0).length;
  return { found, hit: hits.size > 0 ? hit : Math.min(found, claimed?.hit ?? 0) };
}

interface Merging<K> {
  readonly hits: Map<K, number>;
  claimed: Measured<K>['claimed'];
}

interface MergingFile {
  readonly lines: Merging<number>;
  readonly branches: Merging<string>;
  readonly functions: Merging<string>;
}

/** The coverage of several runs as one: the larger number of hits wins. In time linear in what the runs hold. */
export function mergeCoverage(parts: Iterable<Coverage>): Coverage {
  const merged = new Map<string, MergingFile>();
  for (const part of parts) {
    for (const [path, file] of part) {
      const into = merged.get(path) ?? { lines: nothing(), branches: nothing(), functions: nothing() };
      merged.set(path, into);
      mergeMeasured(into.lines, file.lines);
      mergeMeasured(into.branches, file.branches);
      mergeMeasured(into.functions, file.functions);
    }
  }
  return merged;
}

function nothing<K>(): Merging<K> {
  return { hits: new Map<K, number>(), claimed: null };
}

function mergeMeasured<K>(into: Merging<K>, from: Measured<K>): void {
  for (const [key, count] of from.hits) into.hits.set(key, Math.max(into.hits.get(key) ?? 0, count));
  if (from.claimed === null) return;
  const { found, hit } = into.claimed ?? { found: 0, hit: 0 };
  into.claimed = { found: Math.max(found, from.claimed.found), hit: Math.max(hit, from.claimed.hit) };
}

/** The lines without a hit as ranges, in order. */
export function uncoveredLines(hits: ReadonlyMap<number, number>): readonly LineRange[] {
  const ranges: [number, number][] = [];
  const lines = [...hits].filter(([, count]) => count === 0).map(([line]) => line);
  for (const line of lines.sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === line - 1) last[1] = line;
    else ranges.push([line, line]);
  }
  return ranges;
}
