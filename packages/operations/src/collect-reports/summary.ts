import { severities, type Reports, type Scan, type SuiteCoverage, type SuiteTests } from '@interlock/core/reports';
import { escapeMarkdown, markdownTable } from '@interlock/core/text';

/** Suites, coverage and findings as Markdown tables; a kind of report that was not given has none. */
export function summaryOf({ tests, coverage, scans }: Reports): string {
  return [testTable(tests), coverageTable(coverage), scanTable(scans)].filter((part) => part !== '').join('\n\n');
}

function testTable(suites: readonly SuiteTests[]): string {
  if (suites.length === 0) return '';
  const rows = suites.map(({ suite, passed, failed, errored, skipped, durationSeconds }) => [
    suite,
    ...[passed, failed, errored, skipped].map(String),
    `${durationSeconds} s`,
  ]);
  return markdownTable(['Tests', 'Passed', 'Failed', 'Errors', 'Skipped', 'Time'], rows);
}

function coverageTable(suites: readonly SuiteCoverage[]): string {
  if (suites.length === 0) return '';
  const rows = suites.map(({ suite, lines, branches, functions }) => [
    suite,
    ...[lines, branches, functions].map(share),
  ]);
  return markdownTable(['Coverage', 'Lines', 'Branches', 'Functions'], rows);
}

function share(of: SuiteCoverage['branches']): string {
  return of === null || of.percent === null ? 'not measured' : `${of.percent} % (${of.hit} of ${of.found})`;
}

function scanTable(scans: readonly Scan[]): string {
  if (scans.length === 0) return '';
  const rows = scans.map(({ tool, succeeded, counts }) => [
    escapeMarkdown(tool.version === null ? tool.name : `${tool.name} ${tool.version}`),
    succeeded ? 'finished' : '**did not finish**',
    ...severities.map((severity) => String(counts[severity])),
  ]);
  return markdownTable(['Open findings', 'Scan', 'Critical', 'High', 'Medium', 'Low', 'Info'], rows);
}
