import { join } from 'node:path';
import { runProgram } from '../program.ts';
import { checkout } from './repository.ts';
import type { Run } from './run.ts';

/** Reports as `SUITE=FILE`, and the checkout that they speak of. */
export interface TestReports {
  readonly folder: string;
  readonly junit: readonly string[];
  readonly lcov: readonly string[];
}

/** Runs each suite of a commit in a clone of its own, for its results and its coverage. `attempt` counts from 1. */
export async function runTests(run: Run, commit: string, attempt: number): Promise<TestReports> {
  const folder = await checkout(run.world, `tests-${run.name}-${attempt}`, commit);
  const suites = ['unit', 'integration'];
  for (const suite of suites) await runSuite(run, folder, suite, `${suite}-${attempt}`);
  const of = (kind: string) => suites.map((suite) => `${suite}=${join(run.evidence, `${suite}-${attempt}.${kind}`)}`);
  return { folder, junit: of('junit'), lcov: of('lcov') };
}

async function runSuite({ evidence, world }: Run, cwd: string, suite: string, name: string): Promise<void> {
  await world.journal.step(`${suite} tests`, async () => {
    const reporters = ['junit', 'lcov'].flatMap((kind) => [
      `--test-reporter=${kind}`,
      `--test-reporter-destination=${join(evidence, `${name}.${kind}`)}`,
    ]);
    const args = ['--test', '--experimental-test-coverage', ...reporters, `test/${suite}.test.ts`];
    const { exitCode } = await runProgram(process.execPath, args, { cwd });
    return [`ended with ${exitCode}`, undefined];
  });
}
