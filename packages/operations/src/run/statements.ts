import { capabilityRecordStatement } from '@interlock/core/capability-record';
import { hexOf } from '@interlock/core/digest';
import {
  sbomStatement,
  testResultStatement,
  verificationSummaryStatement,
  type Statement,
  type Subject,
} from '@interlock/core/evidence';
import type { JsonObject } from '@interlock/core/json';
import type { SuiteTests } from '@interlock/core/reports';
import type { RunFacts } from './facts.ts';

/** A statement and the name of the bundle that will carry it. */
export interface NamedStatement {
  readonly name: string;
  readonly statement: Statement;
}

/**
 * One claim, one statement: the SBOM, each suite of tests, the verdict, the capability record. Each is about the head commit;
 * `resourceUri` names the repository that it is in.
 */
export function statementsOf(facts: RunFacts, resourceUri: string): readonly NamedStatement[] {
  const { head } = facts.change;
  const subjects: readonly Subject[] = [{ name: head, digest: { gitCommit: head } }];
  const { gathered, record } = facts;
  const { sbom, reports } = gathered;
  return [
    ...(sbom === undefined
      ? []
      : [{ name: 'sbom', statement: sbomStatement(subjects, JSON.parse(sbom.json) as JsonObject) }]),
    ...(reports?.tests ?? []).map((suite) => ({
      name: `tests-${suite.suite}`,
      statement: testStatement(subjects, suite),
    })),
    { name: 'verdict', statement: summaryStatement(subjects, facts, resourceUri) },
    ...(record === undefined ? [] : [{ name: 'capability-record', statement: capabilityRecordStatement(record) }]),
  ];
}

function testStatement(subjects: readonly Subject[], suite: SuiteTests): Statement {
  const passed = suite.total > 0 && suite.failed + suite.errored === 0;
  return testResultStatement({
    subjects,
    result: passed ? 'PASSED' : 'FAILED',
    configuration: suite.files.map(({ path, digest }) => ({ name: path, digest: { sha256: hexOf(digest) } })),
    failedTests: suite.failures.map(({ name }) => name),
  });
}

function summaryStatement(subjects: readonly Subject[], { now, verdict }: RunFacts, resourceUri: string): Statement {
  const passed = verdict.decision === 'merge';
  const { name, digest } = verdict.policy;
  return verificationSummaryStatement({
    subjects,
    timeVerified: new Date(now).toISOString(),
    resourceUri,
    policy: { uri: name, digest: digest === undefined ? {} : { sha256: hexOf(digest) } },
    verificationResult: passed ? 'PASSED' : 'FAILED',
    verifiedLevels: [passed ? 'INTERLOCK_MERGE' : 'FAILED'],
  });
}
