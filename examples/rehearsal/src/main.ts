import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from './interlock.ts';
import { openJournal } from './journal.ts';
import { runOnLastChange } from './own-change.ts';
import { isWell, rehearseFault, rehearseFlow } from './rehearsal/rehearse.ts';
import { checkCounters, type Check } from './rehearsal/final-state.ts';
import { openScene, type Scene } from './rehearsal/scene.ts';
import type { LoadResult } from './load/generate-load.ts';
import { demoReport } from './report.ts';
import { checksTable, endingsTable } from './tables.ts';
import { withWorld } from './with-world.ts';

const usage = `Usage: demo [--path REPOSITORY]

Without --path: judges the last change of this repository, then rehearses the way of two changes to production.
With --path: judges the last change of that repository only.`;

/** `pnpm demo`. Exit code 0: everything ended as it must; 1: it did not; 2: the call is wrong. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { path: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const journal = openJournal(console.log);
  const output = join(repositoryRoot, '.interlock/out/demo');
  const lastChange = join(output, 'last-change');
  rmSync(values.path === undefined ? output : lastChange, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const repository = resolve(process.env['INIT_CWD'] ?? '.', values.path ?? repositoryRoot);
  const own = await runOnLastChange(journal, repository, lastChange);
  console.log(`\nReport of the change: ${own.report}`);
  if (values.path !== undefined) return 0;

  const { answers, counters, rehearsed } = await withWorld(journal, join(output, 'rehearsal'), async (world) => {
    const scene = openScene(world);
    const both = [await rehearseFlow(scene, 'default'), await rehearseFault(scene, 'bad-release')];
    return { rehearsed: both, ...(await endLoad(scene)) };
  });
  const report = join(output, 'report.html');
  const checks = [...latest(rehearsed.flatMap((one) => one.checks)), counters];
  writeFileSync(report, demoReport({ rehearsed, checks, load: answers }, journal.entries));
  console.log(`\n${checksTable(checks)}\n\n${endingsTable(rehearsed)}\n`);
  for (const { evidence, name } of rehearsed) console.log(`Evidence of ${name}: ${evidence}`);
  console.log(`Report of the rehearsal: ${report}`);
  return rehearsed.every(isWell) && counters.expected === counters.found ? 0 : 1;
}

/** Of what was asked after each rehearsal, the last answer: the next release took the place of the one before. */
const latest = (checks: readonly Check[]) => new Map(checks.map((check) => [check.what, check])).values();

async function endLoad(scene: Scene): Promise<{ readonly answers: LoadResult; readonly counters: Check }> {
  const { load, site } = await scene.production();
  const answers = await load.end();
  return { answers, counters: await checkCounters(site, answers) };
}

try {
  process.exitCode = await main();
} catch (cause) {
  console.error(`demo: ${cause instanceof Error ? cause.message : String(cause)}`);
  process.exitCode = cause instanceof TypeError && 'code' in cause ? 2 : 1;
}
