import { sha256 } from '../digest/index.ts';
import type { SuiteTests } from './reports.ts';

/** A suite of three tests that passed, for tests; the content names its report. */
export const passedSuite = (content: string, more: Partial<SuiteTests> = {}): SuiteTests => ({
  suite: 'unit',
  class: 'claim',
  files: [{ path: 'unit.xml', digest: sha256(content) }],
  total: 3,
  passed: 3,
  failed: 0,
  errored: 0,
  skipped: 0,
  durationSeconds: 1,
  failures: [],
  omittedFailures: 0,
  ...more,
});
