import type { FileCoverage, Measured } from './coverage.ts';

interface Measure<K> {
  readonly hits: Map<K, number>;
  found: number | undefined;
  hit: number | undefined;
}

/** The lines between `SF` and `end_of_record` while they are read. */
export interface LcovRecord {
  readonly path: string;
  readonly lines: Measure<number>;
  readonly branches: Measure<string>;
  readonly functions: Measure<string>;
}

export function openRecord(path: string): LcovRecord {
  const measure = <K>(): Measure<K> => ({ hits: new Map<K, number>(), found: undefined, hit: undefined });
  return { path, lines: measure(), branches: measure(), functions: measure() };
}

type Take = (record: LcovRecord, parts: readonly string[]) => void;

interface LineForm {
  readonly pattern: RegExp;
  readonly expected: string;
  readonly take: Take;
}

const most = <K>({ hits }: Measure<K>, key: K, count: string | undefined): void => {
  const hit = count === undefined || count === '-' ? 0 : Number(count);
  hits.set(key, Math.max(hits.get(key) ?? 0, hit));
};

const total = (kind: 'lines' | 'branches' | 'functions', field: 'found' | 'hit'): LineForm => ({
  pattern: /^(\d{1,9})$/,
  expected: 'a count',
  take: (record, [, count]) => {
    record[kind][field] = Number(count);
  },
});

/** Lines that count, by their key. Others (TN, VER, FNL, …) are passed over. Source: geninfo(1), "Tracefile format". */
const forms: ReadonlyMap<string, LineForm> = new Map([
  [
    'DA',
    {
      pattern: /^([1-9]\d{0,8}),(\d{1,20})(?:,.*)?$/,
      expected: '"line,hits"',
      take: (record, [, line, hits]) => most(record.lines, Number(line), hits),
    },
  ],
  [
    'BRDA',
    {
      pattern: /^(\d{1,9},e?\d{1,9},.*),(\d{1,20}|-)$/,
      expected: '"line,block,branch,taken"',
      take: (record, [, branch = '', taken]) => most(record.branches, branch, taken),
    },
  ],
  [
    'FN',
    {
      pattern: /^\d{1,9},(?:\d{1,9},)?(.*)$/,
      expected: '"line,name"',
      take: (record, [, name = '']) => most(record.functions, name, undefined),
    },
  ],
  [
    'FNDA',
    {
      pattern: /^(\d{1,20}),(.*)$/,
      expected: '"hits,name"',
      take: (record, [, hits, name = '']) => most(record.functions, name, hits),
    },
  ],
  [
    'FNA',
    {
      pattern: /^\d{1,9},(\d{1,20}),(.*)$/,
      expected: '"index,hits,name"',
      take: (record, [, hits, name = '']) => most(record.functions, name, hits),
    },
  ],
  ['LF', total('lines', 'found')],
  ['LH', total('lines', 'hit')],
  ['BRF', total('branches', 'found')],
  ['BRH', total('branches', 'hit')],
  ['FNF', total('functions', 'found')],
  ['FNH', total('functions', 'hit')],
]);

/** Takes one line into a record; gives what was expected where the line is wrong. */
export function takeLine(record: LcovRecord | undefined, line: string): string | undefined {
  const colon = line.indexOf(':');
  const key = line.slice(0, Math.max(0, colon));
  const form = forms.get(key);
  if (form === undefined) return undefined;
  const parts = form.pattern.exec(line.slice(colon + 1));
  if (record === undefined || parts === null) return `${key} must be ${form.expected} after an SF`;
  form.take(record, parts);
  return undefined;
}

/** The record as coverage, or what is wrong with it as a whole. */
export function closeRecord(record: LcovRecord): FileCoverage | string {
  if (record.lines.hits.size === 0 && (record.lines.found ?? 0) > 0)
    return 'a record with LF above 0 must have DA lines';
  return { lines: measured(record.lines), branches: measured(record.branches), functions: measured(record.functions) };
}

function measured<K>({ hits, found, hit }: Measure<K>): Measured<K> {
  return { hits, claimed: found === undefined ? null : { found, hit: hit ?? 0 } };
}
