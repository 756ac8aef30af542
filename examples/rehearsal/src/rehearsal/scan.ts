import { join } from 'node:path';
import { mustRun } from '../program.ts';
import type { Rules, Scanner } from '../scanners/scanner.ts';
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
  const folder = await checkout(world, `scan-${run.name}`, commit);
  const rules = flow === 'hotfix' ? 'wide' : 'usual';
  const sarif: string[] = [];
  for (const scanner of world.scanners) {
    if (scanner.tool === deviation.verify?.without) continue;
    sarif.push(await scanBy(scanner, run, { folder, commit, rules }));
  }
  if (flow !== 'hotfix') return { sarif, junit: [] };
  const fuzz = join(evidence, 'fuzz');
  await world.journal.step('fuzz', async () => {
    const main = join(import.meta.dirname, '../fuzz/main.ts');
    const args = ['--conditions=source', main, folder, commit, fuzzSeconds, fuzz];
    return [await mustRun(process.execPath, args, { cwd: folder }), undefined];
  });
  return { sarif, junit: [`fuzz=${fuzz}.junit`] };
}

interface Checkout {
  readonly folder: string;
  readonly commit: string;
  readonly rules: Rules;
}

/** The report is named after the tool: `npm-audit.sarif` is of `npm audit`. */
async function scanBy({ scan: act, tool }: Scanner, { evidence, name, world }: Run, at: Checkout): Promise<string> {
  const slug = tool.toLowerCase().replaceAll(' ', '-');
  const output = join(evidence, `${slug}.sarif`);
  const work = join(world.folder, `${slug}-${name}`);
  const plan = { repository: world.origin, commit: at.commit, checkout: at.folder, work, rules: at.rules, output };
  await world.journal.step(tool, async () => [await act(plan), undefined]);
  return output;
}
