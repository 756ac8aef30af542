import { sha256 } from '../digest/index.ts';
import { collect, mapResult, ok, type Result } from '../failure/index.ts';
import { mergeCoverage, shareOf, totalsOf, uncoveredLines, type Coverage, type FileCoverage } from './coverage.ts';
import { insidePath } from './inside-path.ts';
import { readJunit } from './junit.ts';
import { readLcov } from './lcov.ts';
import {
  countOpen,
  type ReportSource,
  type Reports,
  type Scan,
  type SuiteCoverage,
  type SuiteTests,
} from './reports.ts';
import { readSarif, type Finding, type ScanRun } from './sarif.ts';
import { addCounts, type TestCounts } from './test-counts.ts';
import { decodeText } from './text.ts';

/** A report as it was found. */
export interface ReportFile {
  readonly path: string;
  readonly content: Uint8Array;
}

export interface SuiteFiles {
  readonly suite: string;
  readonly files: readonly ReportFile[];
}

export interface ReportFiles {
  /** JUnit XML. */
  readonly tests: readonly SuiteFiles[];
  /** lcov tracefiles. */
  readonly coverage: readonly SuiteFiles[];
  /** SARIF 2.1.0. */
  readonly scans: readonly ReportFile[];
  /** The repository's folder, for absolute paths in reports. */
  readonly root: string;
}

interface Read<T> {
  readonly source: ReportSource;
  readonly value: T;
}

/** Reads all reports into one document; the first file that cannot be read fails it. The order of the files is of no account. */
export function collectReports(files: ReportFiles): Result<Reports> {
  const { root } = files;
  const tests = collect(files.tests.map((suite) => readSuite(suite, readJunit)));
  if (!tests.ok) return tests;
  const coverage = collect(files.coverage.map((suite) => readSuite(suite, (text, file) => readLcov(text, file, root))));
  if (!coverage.ok) return coverage;
  const scans = readFiles(files.scans, (text, file) => readSarif(text, file, root));
  if (!scans.ok) return scans;
  return ok({
    schema: 'interlock/reports/v1',
    tests: tests.value.map(({ suite, parts }) => testsOf(suite, parts, root)).sort(bySuite),
    coverage: coverage.value.map(({ suite, parts }) => coverageOf(suite, parts)).sort(bySuite),
    scans: scansOf(scans.value),
  });
}

type Reader<T> = (text: string, file: string) => Result<T>;

function readSuite<T>(
  { suite, files }: SuiteFiles,
  read: Reader<T>,
): Result<{ readonly suite: string; readonly parts: readonly Read<T>[] }> {
  return mapResult(readFiles(files, read), (parts) => ({ suite, parts }));
}

function readFiles<T>(files: readonly ReportFile[], read: Reader<T>): Result<readonly Read<T>[]> {
  const unique = new Map(files.map((file) => [file.path.toWellFormed(), file.content]));
  const sorted = [...unique].sort(([one], [other]) => (one < other ? -1 : 1));
  return collect(
    sorted.map(([path, content]) => {
      const text = decodeText(content, path);
      if (!text.ok) return text;
      return mapResult(read(text.value, path), (value) => ({ source: { path, digest: sha256(content) }, value }));
    }),
  );
}

function testsOf(suite: string, parts: readonly Read<TestCounts>[], root: string): SuiteTests {
  const { failures, omittedFailures, durationSeconds, ...totals } = addCounts(parts.map((part) => part.value));
  const files = parts.map((part) => part.source);
  const named = failures.map(({ name, file, message }) => {
    const path = file === undefined ? undefined : insidePath(file, root);
    return path === undefined ? { name, message } : { name, file: path, message };
  });
  return { suite, class: 'claim', files, ...totals, durationSeconds, failures: named, omittedFailures };
}

function coverageOf(suite: string, parts: readonly Read<Coverage>[]): SuiteCoverage {
  const merged = mergeCoverage(parts.map((part) => part.value));
  const sorted = [...merged].sort(([one], [other]) => (one < other ? -1 : 1));
  const perFile = sorted.map(([path, file]) => {
    const { found, hit } = totalsOf(file.lines) ?? { found: 0, hit: 0 };
    return { path, found, hit, uncovered: uncoveredLines(file.lines.hits) };
  });
  const measures = [...merged.values()];
  return {
    suite,
    class: 'claim',
    files: parts.map((part) => part.source),
    lines: sumOf(measures, 'lines') ?? shareOf(0, 0),
    branches: sumOf(measures, 'branches'),
    functions: sumOf(measures, 'functions'),
    perFile,
  };
}

function sumOf(files: readonly FileCoverage[], kind: keyof FileCoverage): ReturnType<typeof shareOf> | null {
  const totals = files.flatMap((file) => totalsOf<string | number>(file[kind]) ?? []);
  if (totals.length === 0) return null;
  const sum = (of: 'found' | 'hit'): number => totals.reduce((total, part) => total + part[of], 0);
  return shareOf(sum('found'), sum('hit'));
}

/** One entry per tool and version: a scanner that runs once a language gives several runs. */
function scansOf(parts: readonly Read<readonly ScanRun[]>[]): readonly Scan[] {
  const groups = new Map<string, { readonly source: ReportSource; readonly run: ScanRun }[]>();
  for (const { source, value } of parts) {
    for (const run of value) {
      const key = JSON.stringify([run.tool.name, run.tool.version]);
      const group = groups.get(key) ?? [];
      group.push({ source, run });
      groups.set(key, group);
    }
  }
  const sorted = [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted.flatMap(([, group]) => scanOf(group));
}

function scanOf(group: readonly { readonly source: ReportSource; readonly run: ScanRun }[]): readonly Scan[] {
  const [first] = group;
  if (first === undefined) return [];
  const findings = group.flatMap(({ run }) => run.findings).sort(byPlace);
  return [
    {
      tool: first.run.tool,
      class: 'claim',
      files: [...new Set(group.map(({ source }) => source))],
      succeeded: group.every(({ run }) => run.succeeded),
      counts: countOpen(findings),
      findings,
    },
  ];
}

function bySuite(one: { readonly suite: string }, other: { readonly suite: string }): number {
  return one.suite < other.suite ? -1 : 1;
}

function byPlace(one: Finding, other: Finding): number {
  if (one.path !== other.path) return (one.path ?? '') < (other.path ?? '') ? -1 : 1;
  if (one.line !== other.line) return (one.line ?? 0) - (other.line ?? 0);
  const rest = ({ ruleId, message, fingerprint, severity, state, baselineState }: Finding): string =>
    JSON.stringify([ruleId, message, fingerprint, severity, state, baselineState]);
  const [a, b] = [rest(one), rest(other)];
  return a === b ? 0 : a < b ? -1 : 1;
}
