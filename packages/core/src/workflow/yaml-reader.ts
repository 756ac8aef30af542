import { isMap, isScalar, isSeq } from 'yaml';
import { scalarText, type ParsedYaml } from './parse-yaml.ts';

export interface Entry {
  readonly key: string;
  readonly line: number;
  /** With aliases resolved. */
  readonly value: unknown;
}

/** Walks a document; what it cannot take is kept as a problem, and the walk goes on. */
export interface YamlReader {
  /** Members of a mapping, merge keys (`<<`) expanded; none for an empty value. */
  readonly entries: (node: unknown, line: number) => readonly Entry[];
  readonly items: (node: unknown, line: number) => readonly { readonly line: number; readonly value: unknown }[];
  readonly report: (line: number, message: string) => void;
  readonly firstProblem: () => string | undefined;
}

// Aliases let a short file stand for a huge one; no workflow comes near these.
const maximumVisits = 100_000;
const maximumMergeDepth = 20;

export function createReader({ resolve, lineOf }: ParsedYaml): YamlReader {
  const problems: string[] = [];
  let visits = 0;
  const report = (line: number, message: string) => void problems.push(`line ${line}: ${message}`);
  const isSpent = (line: number, size: number): boolean => {
    visits += size + 1;
    if (visits > maximumVisits) report(line, 'it holds too much, or its aliases stand for too much');
    return visits > maximumVisits;
  };

  function members(node: unknown, line: number, depth: number): ReadonlyMap<string, Entry> {
    const found = new Map<string, Entry>();
    if (isEmpty(node)) return found;
    if (!isMap(node) || depth > maximumMergeDepth) {
      report(line, 'a mapping was expected here');
      return found;
    }
    if (isSpent(line, node.items.length)) return found;
    const merged: Entry[] = [];
    for (const { key, value } of node.items) {
      const name = scalarText(resolve(key)) ?? '';
      const entry = { key: name, line: lineOf(key), value: resolve(value) };
      if (isMergeKey(resolve(key))) merged.push(entry);
      else found.set(name.toLowerCase(), entry);
    }
    for (const source of merged.flatMap(({ value, line: at }) => mergeSources(value, at))) {
      for (const [name, entry] of members(source.value, source.line, depth + 1)) {
        if (!found.has(name)) found.set(name, entry);
      }
    }
    return found;
  }

  function mergeSources(value: unknown, line: number) {
    return isSeq(value) ? items(value, line) : [{ line, value }];
  }

  function items(node: unknown, line: number) {
    if (isEmpty(node)) return [];
    if (!isSeq(node)) {
      report(line, 'a list was expected here');
      return [];
    }
    if (isSpent(line, node.items.length)) return [];
    return node.items.map((item) => ({ line: lineOf(item), value: resolve(item) }));
  }

  const entries = (node: unknown, line: number) => [...members(node, line, 0).values()];
  return { entries, items, report, firstProblem: () => problems[0] };
}

/** The member of this name, whatever its case: readers that ignore case would take it. */
export function findEntry(entries: readonly Entry[], name: string): Entry | undefined {
  return entries.find(({ key }) => key.toLowerCase() === name);
}

export function isEmpty(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === null);
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}
