import type { ReportsSection } from '@interlock/core/policy';
import type { Reports } from '@interlock/core/reports';

/** What policies see of `interlock/reports/v1`. A suite in which no line could be covered counts as 0 %. */
export function reportsSection({ tests, coverage, scans }: Reports): ReportsSection {
  return {
    tests: tests.map(({ suite, class: trust, passed, failed, errored, skipped }) => ({
      suite,
      class: trust,
      passed,
      failed,
      errors: errored,
      skipped,
    })),
    coverage: coverage.map(({ suite, class: trust, lines }) => ({
      suite,
      class: trust,
      linePercent: lines.percent ?? 0,
    })),
    scans: scans.map(({ tool, class: trust, succeeded, counts }) => ({ tool, class: trust, succeeded, counts })),
  };
}
