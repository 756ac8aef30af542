import type { TestTotals } from './test-counts.ts';

/** What the attributes of a suite claim about everything below it; undefined where they are silent. */
export interface SuiteClaims {
  readonly tests: number | undefined;
  readonly failures: number | undefined;
  readonly errors: number | undefined;
  readonly skipped: number | undefined;
  readonly seconds: number | undefined;
}

/** Totals of a suite while it is read. */
export type SuiteTotals = { -readonly [K in keyof Omit<TestTotals, 'total'>]: number } & { seconds: number };

export type Attributes = Readonly<Record<string, string>>;

export function emptyTotals(): SuiteTotals {
  return { passed: 0, failed: 0, errored: 0, skipped: 0, seconds: 0 };
}

/** The claims of a `testsuites` or `testsuite` element, or the name of the attribute that is no count. */
export function readClaims(attributes: Attributes): SuiteClaims | string {
  const names = ['tests', 'failures', 'errors', 'skipped', 'disabled'] as const;
  for (const name of names) {
    if (attributes[name] !== undefined && !/^\s*\d{1,9}\s*$/.test(attributes[name])) return name;
  }
  const count = (name: string): number | undefined =>
    attributes[name] === undefined ? undefined : Number(attributes[name]);
  const skipped = count('skipped');
  const disabled = count('disabled');
  return {
    tests: count('tests'),
    failures: count('failures'),
    errors: count('errors'),
    skipped: skipped === undefined && disabled === undefined ? undefined : (skipped ?? 0) + (disabled ?? 0),
    seconds: readSeconds(attributes['time']),
  };
}

/** Seconds of a `time` attribute, thousands separated by commas or not; undefined where it is no duration. */
export function readSeconds(time: string | undefined): number | undefined {
  const text = time?.trim().replace(/,(?=\d{3}(?:\D|$))/g, '');
  return text !== undefined && /^\d{1,9}(\.\d+)?(e-?\d{1,2})?$/i.test(text) ? Math.min(Number(text), 1e9) : undefined;
}

/**
 * Totals of a suite from those of its cases and its claims: the larger count of failures and errors wins. Tests that
 * are claimed and that no case shows are skipped as far as more skipped ones are claimed, and errors beyond that:
 * a test that was announced and has no result never passes.
 */
export function settle(seen: SuiteTotals, claims: SuiteClaims): SuiteTotals {
  const failed = Math.max(seen.failed, claims.failures ?? 0);
  const errored = Math.max(seen.errored, claims.errors ?? 0);
  const cases = seen.passed + seen.failed + seen.errored + seen.skipped;
  const least = failed + errored + seen.skipped;
  const passed = Math.max(0, cases - least);
  const missing = Math.max(0, (claims.tests ?? 0) - passed - least);
  const skippedUnseen = Math.min(missing, Math.max(0, (claims.skipped ?? 0) - seen.skipped));
  return {
    passed,
    failed,
    errored: errored + missing - skippedUnseen,
    skipped: seen.skipped + skippedUnseen,
    seconds: claims.seconds ?? seen.seconds,
  };
}

export function addTotals(into: SuiteTotals, part: SuiteTotals): void {
  into.passed += part.passed;
  into.failed += part.failed;
  into.errored += part.errored;
  into.skipped += part.skipped;
  into.seconds += part.seconds;
}
