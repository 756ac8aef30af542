import { severities, type Reports, type Scan, type SuiteCoverage, type SuiteTests } from '../reports/index.ts';
import { count } from './count.ts';
import { html, type Html } from './html.ts';
import { badge, type Tone } from './marks.ts';
import type { Section } from './section.ts';
import { missing, table } from './table.ts';

export interface ReportsPart {
  readonly file: string;
  readonly reports: Reports;
}

const severityTones: Readonly<Record<(typeof severities)[number], Tone>> = {
  critical: 'bad',
  high: 'bad',
  medium: 'attention',
  low: 'plain',
  info: 'plain',
};

/** Tests, coverage and scans: claims, because a job that runs the change writes them. */
export function testSection(parts: readonly ReportsPart[]): Section {
  const tests = parts.flatMap(({ reports }) => reports.tests);
  const scans = parts.flatMap(({ reports }) => reports.scans);
  const sum = (of: 'passed' | 'failed' | 'errored' | 'total') => tests.reduce((all, suite) => all + suite[of], 0);
  const bad = sum('failed') + sum('errored');
  const isWhole = tests.length > 0 && sum('passed') > 0 && scans.every(({ succeeded }) => succeeded);
  return {
    id: 'tests',
    title: 'Tests and coverage',
    tone: bad > 0 ? 'bad' : isWhole ? 'good' : 'attention',
    summary:
      tests.length === 0
        ? 'no test report'
        : `${sum('passed')} of ${sum('total')} passed in ${count(tests.length, 'suite')}, ${bad} failed`,
    content:
      parts.length === 0
        ? missing('No report of tests, coverage or scans is in the evidence.')
        : [
            html`<p class="note">Claims: jobs that ran the code of the change wrote these numbers.</p>`,
            parts.map(({ file, reports }) => one(file, reports)),
          ],
  };
}

function one(file: string, { coverage, scans, tests }: Reports): Html {
  return html`${suites(file, tests)}${failures(tests)}${covered(file, coverage)}${leastCovered(coverage)}${scanned(file, scans)}${found(
    'Open findings of scanners',
    scans,
    'open',
  )}${found('Dismissed findings of scanners', scans, 'dismissed')}`;
}

function suites(file: string, tests: readonly SuiteTests[]): Html {
  return table({
    caption: `Test suites of ${file}`,
    columns: [
      { name: 'suite' },
      { name: 'result' },
      ...(['passed', 'failed', 'errors', 'skipped', 'seconds'] as const).map((name) => ({
        name,
        is: 'number' as const,
      })),
    ],
    rows: tests.map(({ durationSeconds, errored, failed, passed, skipped, suite }) => [
      suite,
      failed + errored > 0
        ? badge('bad', 'failed')
        : passed > 0
          ? badge('good', 'passed')
          : badge('attention', 'nothing ran'),
      passed,
      failed,
      errored,
      skipped,
      durationSeconds,
    ]),
    empty: 'No test report was given.',
  });
}

function failures(tests: readonly SuiteTests[]): Html | undefined {
  const rows = tests.flatMap((suite) =>
    suite.failures.map((failure) => [suite.suite, failure.name, failure.file ?? '–', failure.message]),
  );
  if (rows.length === 0) return undefined;
  const columns = [{ name: 'suite' }, { name: 'test' }, { name: 'file', is: 'code' as const }, { name: 'message' }];
  return table({ caption: 'Tests that failed', columns, rows, empty: '' });
}

function covered(file: string, coverage: readonly SuiteCoverage[]): Html {
  const share = (part: SuiteCoverage['branches']) => (part?.percent == null ? 'none counted' : bar(part.percent));
  return table({
    caption: `Coverage by suite of ${file}`,
    columns: [
      { name: 'suite' },
      { name: 'lines' },
      { name: 'branches' },
      { name: 'functions' },
      { name: 'lines hit', is: 'number' },
    ],
    rows: coverage.map(({ branches, functions, lines, suite }) => [
      suite,
      share(lines),
      share(branches),
      share(functions),
      `${lines.hit} of ${lines.found}`,
    ]),
    empty: 'No coverage was given.',
  });
}

function bar(percent: number): Html {
  return html`<span class="share"
    ><svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="all" width="100" height="8" />
      <rect class="part" width="${percent}" height="8" /></svg
    >${percent.toFixed(1)} %</span
  >`;
}

function leastCovered(coverage: readonly SuiteCoverage[]): Html | undefined {
  const files = coverage
    .flatMap(({ perFile, suite }) => perFile.map((file) => ({ ...file, suite })))
    .filter(({ found, hit }) => hit < found)
    .sort((a, b) => b.found - b.hit - (a.found - a.hit));
  if (files.length === 0) return undefined;
  return table({
    caption: 'Files with the most lines that no test runs',
    columns: [
      { name: 'file', is: 'code' },
      { name: 'suite' },
      { name: 'lines not run' },
      { name: 'not run', is: 'number' },
    ],
    rows: files
      .slice(0, 20)
      .map(({ found: all, hit, path, suite, uncovered }) => [path, suite, ranges(uncovered), `${all - hit} of ${all}`]),
    empty: '',
  });
}

function ranges(uncovered: readonly (readonly [number, number])[]): string {
  const shown = uncovered.slice(0, 12).map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
  return shown.join(', ') + (uncovered.length > 12 ? ', …' : '');
}

function scanned(file: string, scans: readonly Scan[]): Html {
  return table({
    caption: `Scans of ${file}: open findings`,
    columns: [{ name: 'tool' }, { name: 'scan' }, ...severities.map((name) => ({ name, is: 'number' as const }))],
    rows: scans.map(({ counts, succeeded, tool }) => [
      `${tool.name} ${tool.version ?? ''}`.trim(),
      succeeded ? badge('good', 'finished') : badge('bad', 'did not finish'),
      ...severities.map((severity) => counts[severity]),
    ]),
    empty: 'No scan was given.',
  });
}

function found(caption: string, scans: readonly Scan[], state: 'open' | 'dismissed'): Html | undefined {
  const rows = scans.flatMap(({ findings, tool }) =>
    findings
      .filter((finding) => finding.state === state)
      .map(({ line, message, path, ruleId, severity }) => [
        ruleId,
        badge(state === 'open' ? severityTones[severity] : 'plain', severity),
        path === undefined ? '–' : `${path}${line === undefined ? '' : `:${line}`}`,
        message,
        tool.name,
      ]),
  );
  if (rows.length === 0) return undefined;
  const columns = [
    { name: 'rule' },
    { name: 'severity' },
    { name: 'where', is: 'code' as const },
    { name: 'message' },
    { name: 'tool' },
  ];
  return table({ caption, columns, rows, empty: '' });
}
