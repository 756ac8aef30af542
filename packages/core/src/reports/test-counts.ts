/** A test that failed or ended in an error. */
export interface TestFailure {
  /** `class > name`, or the name alone. */
  readonly name: string;
  /** As the report states it: relative to the repository or absolute. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  readonly message: string;
}

/** How many tests there were: `total` is the sum of the other counts. */
export interface TestTotals {
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly errored: number;
  readonly skipped: number;
}

/** Counts of one JUnit file. */
export interface TestCounts extends TestTotals {
  /** To the millisecond. */
  readonly durationSeconds: number;
  /** The first 100 in the order of the file. */
  readonly failures: readonly TestFailure[];
  /** Tests that failed or ended in an error and that `failures` does not name. */
  readonly omittedFailures: number;
}

export const maxFailures = 100;

/** The first failures of one or more reports, and how many failed or errored tests they leave unnamed. */
export function limitFailures(
  failures: readonly TestFailure[],
  totals: Pick<TestTotals, 'failed' | 'errored'>,
): Pick<TestCounts, 'failures' | 'omittedFailures'> {
  const kept = failures.slice(0, maxFailures);
  return { failures: kept, omittedFailures: totals.failed + totals.errored - kept.length };
}

/** The counts of several files as one: what one suite wrote in parts. */
export function addCounts(parts: readonly TestCounts[]): TestCounts {
  const sum = (pick: (part: TestCounts) => number): number => parts.reduce((total, part) => total + pick(part), 0);
  const totals = {
    total: sum((part) => part.total),
    passed: sum((part) => part.passed),
    failed: sum((part) => part.failed),
    errored: sum((part) => part.errored),
    skipped: sum((part) => part.skipped),
  };
  const durationSeconds = toMilliseconds(sum((part) => part.durationSeconds));
  return {
    ...totals,
    durationSeconds,
    ...limitFailures(
      parts.flatMap((part) => part.failures),
      totals,
    ),
  };
}

/** Seconds rounded to the millisecond. */
export function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
