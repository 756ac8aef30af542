import type { Digest } from '../digest/index.ts';
import type { Reports, SuiteTests } from '../reports/index.ts';
import { oneLine } from '../text/index.ts';

/** What collect-reports wrote about one run. */
export interface TestRun {
  readonly digest: Digest;
  readonly reports: Pick<Reports, 'tests'>;
}

/** Why these are not so many separate runs of the same tests that all passed; nothing where they are. */
export function whatTestRunsLack(runs: readonly TestRun[], needed: number): readonly string[] {
  if (runs.length < needed) return [`${needed} runs of its tests are needed, and reports of ${runs.length} were given`];
  const [first] = runs;
  if (first === undefined || first.reports.tests.length === 0) return ['the reports hold no tests'];
  return [
    ...whatIsRepeated(runs),
    ...runs.flatMap(({ reports }, index) => reports.tests.flatMap((suite) => whatFailed(suite, index + 1))),
    ...runs.slice(1).flatMap((run, index) => whatDiffers(first, run, index + 2)),
  ];
}

/** A file that was read for two runs is one run, told twice. */
function whatIsRepeated(runs: readonly TestRun[]): readonly string[] {
  const files = runs.map(({ reports }) => new Set(reports.tests.flatMap((suite) => suite.files.map((f) => f.digest))));
  const all = files.flatMap((digests) => [...digests]);
  const isOnce = new Set(all).size === all.length && new Set(runs.map(({ digest }) => digest)).size === runs.length;
  return isOnce ? [] : ['two of the reports come from the same run'];
}

function whatFailed({ errored, failed, failures, suite, total }: SuiteTests, run: number): readonly string[] {
  if (total === 0) return [`run ${run} of ${suite} has no tests`];
  if (failed + errored === 0) return [];
  const names = failures.slice(0, 3).map(({ name }) => oneLine(name, 80));
  return [`${failed + errored} tests of ${suite} failed in run ${run}: ${names.join(', ')}`];
}

function whatDiffers(first: TestRun, other: TestRun, run: number): readonly string[] {
  const [one, two] = [first, other].map(({ reports }) =>
    reports.tests.map(({ passed, skipped, suite, total }) => `${suite} ${total} ${passed} ${skipped}`).toSorted(),
  );
  return one?.join() === two?.join() ? [] : [`run ${run} had other tests or other results than run 1`];
}
