import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { textTable } from '@interlock/core/text';
import { repositoryRoot } from './interlock.ts';
import { openJournal } from './journal.ts';
import { runOnLastChange } from './own-change.ts';
import { holds, type Check } from './rehearsal/final-state.ts';
import { rehearse } from './rehearsal/rehearse.ts';
import { openWorld } from './rehearsal/world.ts';
import { demoReport } from './report.ts';

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

  const folder = mkdtempSync(join(tmpdir(), 'interlock-demo-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const world = await openWorld(journal, folder, join(output, 'rehearsal'));
  try {
    const rehearsed = await rehearse(world);
    const report = join(output, 'report.html');
    writeFileSync(report, demoReport(rehearsed, journal.entries));
    console.log(`\n${checksTable(rehearsed.checks)}\n\nReport of the rehearsal: ${report}`);
    return rehearsed.checks.every(holds) ? 0 : 1;
  } finally {
    await world.stop();
  }
}

function checksTable(checks: readonly Check[]): string {
  const short = (text: string) => (text.length > 26 ? `${text.slice(0, 23)}...` : text);
  const rows = checks.map((check) => [
    check.what,
    short(check.expected),
    short(check.found),
    holds(check) ? 'ok' : 'WRONG',
  ]);
  return textTable([['final state', 'expected', 'found', ''], ...rows]).join('\n');
}

try {
  process.exitCode = await main();
} catch (cause) {
  console.error(`demo: ${cause instanceof Error ? cause.message : String(cause)}`);
  process.exitCode = cause instanceof TypeError && 'code' in cause ? 2 : 1;
}
