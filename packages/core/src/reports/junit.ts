import { SaxesParser } from 'saxes';
import { fail, ok, type Result } from '../failure/index.ts';
import { childOfCase, failureOf, isFailureElement, openCase, textOfCase, type OpenCase } from './junit-case.ts';
import {
  addTotals,
  emptyTotals,
  readClaims,
  settle,
  type Attributes,
  type SuiteClaims,
  type SuiteTotals,
} from './junit-suite.ts';
import { limitFailures, maxFailures, toMilliseconds, type TestCounts, type TestFailure } from './test-counts.ts';

interface Reading {
  readonly totals: SuiteTotals;
  readonly suites: { readonly claims: SuiteClaims; readonly seen: SuiteTotals }[];
  readonly path: string[];
  readonly failures: TestFailure[];
  open: OpenCase | undefined;
}

/**
 * Counts the test cases of a JUnit XML file. Where the attributes of a suite or of the root claim more tests,
 * failures or errors than its cases show, the claim wins. Fails with `malformed-file` (not XML, a DOCTYPE, another
 * root element, a count that is no number). Format: the de-facto one of Ant, Surefire, pytest and jest-junit.
 */
export function readJunit(text: string, file: string): Result<TestCounts> {
  const parser = new SaxesParser();
  const reading: Reading = { totals: emptyTotals(), suites: [], path: [], failures: [], open: undefined };
  let problem: { readonly what: string; readonly line: number } | undefined;
  const report = (what: string | undefined): void => {
    if (what !== undefined) problem ??= { what, line: parser.line };
  };
  parser.on('error', (error) => report(plainMessage(error)));
  parser.on('doctype', () => report('a DOCTYPE is not allowed'));
  parser.on('opentag', ({ name, attributes }) => report(openElement(reading, localName(name), attributes)));
  parser.on('closetag', ({ name }) => closeElement(reading, localName(name)));
  const onText = (part: string): void => {
    if (reading.open !== undefined) textOfCase(reading.open, part);
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.write(text.startsWith('\uFEFF') ? text.slice(1) : text).close();
  return problem === undefined ? ok(countsOf(reading)) : malformed(problem.what, file, problem.line);
}

function malformed(what: string, file: string, line: number): Result<never> {
  const hint = 'Write it again with the test runner that made it, or name another file.';
  return fail('malformed-file', `This file is not JUnit XML: ${what}.`, { file, line, hint });
}

function countsOf({ totals, failures }: Reading): TestCounts {
  const { passed, failed, errored, skipped } = totals;
  const total = passed + failed + errored + skipped;
  const durationSeconds = toMilliseconds(totals.seconds);
  return { total, passed, failed, errored, skipped, durationSeconds, ...limitFailures(failures, totals) };
}

/** Gives what is wrong with the element, if anything is. */
function openElement(reading: Reading, name: string, attributes: Attributes): string | undefined {
  const parent = reading.path.at(-1);
  reading.path.push(name);
  if (isSuite(name)) return openSuite(reading, attributes);
  if (parent === undefined) return `the root element is "${name.slice(0, 40)}", not "testsuites" or "testsuite"`;
  if (name === 'testcase') {
    if (reading.open !== undefined) return 'a testcase stands within another one';
    reading.open = openCase(attributes);
  } else if (parent === 'testcase' && reading.open !== undefined) {
    childOfCase(reading.open, name, attributes);
  } else if (isSuite(parent) && isFailureElement(name)) {
    reading.open = openCase({ name: `outside any test (${name})` });
    childOfCase(reading.open, name, attributes);
  }
  return undefined;
}

function openSuite(reading: Reading, attributes: Attributes): string | undefined {
  if (reading.open !== undefined) return 'a suite stands within a testcase';
  const claims = readClaims(attributes);
  if (typeof claims === 'string') return `the attribute "${claims}" of a suite is not a count`;
  reading.suites.push({ claims, seen: emptyTotals() });
  return undefined;
}

function closeElement(reading: Reading, name: string): void {
  reading.path.pop();
  const { open } = reading;
  if (isSuite(name)) {
    const suite = reading.suites.pop();
    if (suite !== undefined) addTotals(reading.suites.at(-1)?.seen ?? reading.totals, settle(suite.seen, suite.claims));
  } else if (open !== undefined) {
    if (name === 'testcase' || isSuite(reading.path.at(-1) ?? '')) closeCase(reading, open);
    else if (reading.path.at(-1) === 'testcase') open.listening = false;
  }
}

function closeCase(reading: Reading, open: OpenCase): void {
  const seen = reading.suites.at(-1)?.seen ?? reading.totals;
  seen[open.outcome] += 1;
  seen.seconds += open.seconds;
  const failure = failureOf(open);
  if (failure !== undefined && reading.failures.length < maxFailures) reading.failures.push(failure);
  reading.open = undefined;
}

function isSuite(name: string): boolean {
  return name === 'testsuite' || name === 'testsuites';
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The parser's message without the position that it begins with and the full stop that it may end with. */
function plainMessage(error: Error): string {
  return error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
}
