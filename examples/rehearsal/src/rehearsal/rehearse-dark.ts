import { git } from '../git.ts';
import type { LoadResult } from '../load/generate-load.ts';
import { accept } from './accept.ts';
import { setWeight, takeWeight } from './canary.ts';
import type { DarkChange } from './dark-changes.ts';
import { checkFinalState, checkCounters, type Check } from './final-state.ts';
import { setFlag } from './flag.ts';
import { checkHealth } from './health.ts';
import { startLoad } from './load.ts';
import { startProduction } from './production.ts';
import { deploy, recordDeployment, type Release } from './release.ts';
import { rollBack } from './rollback.ts';
import type { World } from './world.ts';

/** The flag at which a release was found bad; `promoted` where it was well at all of them. */
export type DarkOutcome = 'promoted' | 'off' | 10 | 50 | 100;

export interface RehearsedDark {
  readonly outcomes: readonly DarkOutcome[];
  readonly releases: readonly Release[];
  /** State at the end, where the last release was taken back. */
  readonly checks: readonly Check[];
  readonly load: LoadResult;
}

const share = 50;
const steps = ['off', 10, 50, 100] as const;

/** One change after the other, deployed with its flag off, turned on in steps, and promoted or taken back. */
export async function rehearseDark(world: World, changes: readonly DarkChange[]): Promise<RehearsedDark> {
  let production = await startProduction(world);
  const load = await startLoad(world);
  const outcomes: DarkOutcome[] = [];
  const releases: Release[] = [];
  let checks: readonly Check[] = [];
  for (const change of changes) {
    const treeBefore = await git(world.origin, 'rev-parse', 'main^{tree}');
    const one = await accept(world, change);
    const outcome = await releaseDark(world, one, production, change.flag);
    outcomes.push(outcome);
    releases.push(one);
    if (outcome === 'promoted') production = one;
    else checks = await checkFinalState(world, { good: production, bad: one, treeBefore });
  }
  const answers = await load.end();
  return { outcomes, releases, checks: [...checks, await checkCounters(world, answers)], load: answers };
}

async function releaseDark(world: World, one: Release, previous: Release, flag: string): Promise<DarkOutcome> {
  world.journal.stage(`Release ${one.version}, with ${flag} off`);
  await setFlag(world, one.version, flag, 'off');
  await deploy(world, 'canary', one);
  await setWeight(world, share);
  for (const step of steps) {
    if (step !== 'off') await setFlag(world, one.version, flag, step);
    const { good } = await world.journal.step('health', async () => {
      const health = await checkHealth(world);
      return [`${health.good ? 'good' : 'ANOMALY'}: ${health.note}`, health];
    });
    if (good) continue;
    await takeBack(world, one, previous, flag);
    return step;
  }
  await deploy(world, 'baseline', one);
  await takeWeight(world);
  recordDeployment(world, one);
  return 'promoted';
}

/** Traffic first, then the flag, which other releases may read too; then the previous artifact and the revert. */
async function takeBack(world: World, bad: Release, previous: Release, flag: string): Promise<void> {
  world.journal.stage(`Release ${bad.version} is taken back`);
  await takeWeight(world);
  await setFlag(world, bad.version, flag, 'off');
  await rollBack(world, bad, previous);
}
