export { collectReports, type ReportFile, type ReportFiles, type SuiteFiles } from './collect.ts';
export { percentOf, totalsOf, uncoveredLines, type Coverage, type FileCoverage } from './coverage.ts';
export { readJunit } from './junit.ts';
export { readLcov } from './lcov.ts';
export {
  countOpen,
  parseReports,
  renderReports,
  ReportsSchema,
  type Reports,
  type ReportSource,
  type Scan,
  type SuiteCoverage,
  type SuiteTests,
} from './reports.ts';
export { readSarif, type Finding, type FindingState, type ScanRun } from './sarif.ts';
export { severities, severityOfScore, type Severity } from './severity.ts';
export { defaultSuite, groupBySuite, parseSuiteGlob, type SuiteGlob } from './suite-glob.ts';
export { type TestCounts, type TestFailure } from './test-counts.ts';
export { decodeText } from './text.ts';
