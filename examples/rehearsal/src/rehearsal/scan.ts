import { join } from 'node:path';
import { mustRun } from '../program.ts';
import { runAstGrep } from '../scanners/ast-grep.ts';
import { runNpmAudit } from '../scanners/npm-audit.ts';
import { checkout } from './repository.ts';
import type { Run } from './run.ts';

export interface ScanReports {
  readonly sarif: readonly string[];
  /** Of the fuzz run, which a hotfix has. */
  readonly junit: readonly string[];
}

const fuzzSeconds = '1';

/** Scans a commit in a clone of its own; a hotfix gets the wide rules and a fuzz run. */
export async function scan(run: Run, commit: string): Promise<ScanReports> {
  const { deviation, evidence, flow, world } = run;
  const at = (name: string) => join(evidence, name);
  const folder = await checkout(world, `scan-${run.name}`, commit);
  const rules = flow === 'hotfix' ? 'wide' : 'usual';
  const step = (what: string, act: () => Promise<string>) =>
    world.journal.step(what, async () => [await act(), undefined]);
  const sarif: string[] = [];
  if (deviation.verify?.without !== 'npm audit') {
    const work = join(world.folder, `audit-${run.name}`);
    await step('npm audit', async () => {
      const output = at('npm-audit.sarif');
      await runNpmAudit({ repository: world.origin, commit, folder: work, registry: world.registry, output });
      sarif.push(output);
      return 'package-lock.json of the head';
    });
  }
  await step('ast-grep', async () => {
    await runAstGrep(folder, rules, at('ast-grep.sarif'));
    sarif.push(at('ast-grep.sarif'));
    return `${rules} rules`;
  });
  if (flow !== 'hotfix') return { sarif, junit: [] };
  await step('fuzz', () => {
    const main = join(import.meta.dirname, '../fuzz/main.ts');
    const args = ['--conditions=source', main, folder, commit, fuzzSeconds, at('fuzz')];
    return mustRun(process.execPath, args, { cwd: folder });
  });
  return { sarif, junit: [`fuzz=${at('fuzz.junit')}`] };
}
