import { describe, expect, it } from '@jest/globals';
import { sha256 } from '../digest/index.ts';
import type { SuiteTests } from '../reports/index.ts';
import { passedSuite as suite } from '../reports/suite-fixture.ts';
import { whatTestRunsLack, type TestRun } from './test-runs.ts';

const run = (name: string, ...tests: readonly SuiteTests[]): TestRun => ({ digest: sha256(name), reports: { tests } });
const first = run('one', suite('1'));

describe('runs of the tests', () => {
  it('are enough where two separate ones had the same tests and all passed', () => {
    expect(whatTestRunsLack([first, run('two', suite('2'))], 2)).toEqual([]);
    const suites = [suite('2'), suite('3', { suite: 'e2e' })];
    const twice = [run('one', suite('4'), suite('5', { suite: 'e2e' })), run('two', ...suites.toReversed())];
    expect(whatTestRunsLack(twice, 2)).toEqual([]);
  });

  it.each<[string, readonly TestRun[], readonly RegExp[]]>([
    ['one run', [first], [/2 runs of its tests are needed, and reports of 1 were given/]],
    ['the same file, twice', [first, first], [/two of the reports come from the same run/]],
    ['the same reports under another name', [first, run('two', suite('1'))], [/come from the same run/]],
    ['no tests', [run('one'), run('two')], [/the reports hold no tests/]],
    [
      'empty suites',
      [run('one', suite('1', { total: 0, passed: 0 })), run('two', suite('2', { total: 0, passed: 0 }))],
      [/run 1 of unit has no tests/, /run 2 of unit has no tests/],
    ],
    ['another number of tests', [first, run('two', suite('2', { total: 4, passed: 4 }))], [/run 2 had other tests/]],
    [
      'a test that was left out',
      [first, run('two', suite('2', { passed: 2, skipped: 1 }))],
      [/other results than run 1/],
    ],
    ['another suite', [first, run('two', suite('2', { suite: 'e2e' }))], [/run 2 had other tests/]],
    ['a suite less', [run('one', suite('1'), suite('3', { suite: 'e2e' })), run('two', suite('2'))], [/other tests/]],
    [
      'a test that failed once',
      [first, run('two', suite('2', { passed: 2, failed: 1, failures: [{ name: 'ad\nds', message: '' }] }))],
      [/^1 tests of unit failed in run 2: ad ds$/, /other results than run 1/],
    ],
    [
      'a test that failed in both',
      ['1', '2'].map((n) => run(n, suite(n, { passed: 2, errored: 1, omittedFailures: 1 }))),
      [/1 tests of unit failed in run 1/, /failed in run 2/],
    ],
  ])('are not enough: %s', (_, runs, lacking) => {
    expect(whatTestRunsLack(runs, 2)).toEqual(lacking.map((one) => expect.stringMatching(one)));
  });
});
