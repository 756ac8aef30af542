import { git } from '../git.ts';
import type { LoadResult } from '../load/generate-load.ts';
import { accept } from './accept.ts';
import { takeWeight, watchCanary } from './canary.ts';
import { badChange, goodChange } from './changes.ts';
import { checkCounters, checkFinalState, type Check } from './final-state.ts';
import { startLoad } from './load.ts';
import { startProduction } from './production.ts';
import { deploy, recordDeployment, type Release } from './release.ts';
import { rollBack } from './rollback.ts';
import type { World } from './world.ts';

export interface Rehearsed {
  readonly checks: readonly Check[];
  /** SVG files of the canaries, by release. */
  readonly charts: Readonly<Record<string, string>>;
  readonly load: LoadResult;
}

/** From an agent's branch to production, twice: a good release is promoted, a bad one is caught and taken back. */
export async function rehearse(world: World): Promise<Rehearsed> {
  const { journal } = world;
  await startProduction(world);
  const load = await startLoad(world);

  const good = await accept(world, goodChange);
  const promoted = await canary(world, good, 'promote');
  await deploy(world, 'baseline', good);
  await takeWeight(world);
  recordDeployment(world, good);

  const treeBefore = await git(world.origin, 'rev-parse', 'main^{tree}');
  const bad = await accept(world, badChange);
  const caught = await canary(world, bad, 'rollback');
  await rollBack(world, bad, good);

  journal.stage('The final state, asked anew');
  const checks = await journal.step('ask proxy, services and repository', async () => {
    const found = await checkFinalState(world, { good, bad, treeBefore });
    return [`${found.length} answers`, found];
  });
  const answers = await load.end();
  const charts = { [good.version]: promoted, [bad.version]: caught };
  return { checks: [...checks, await checkCounters(world, answers)], charts, load: answers };
}

async function canary(world: World, one: Release, expected: string): Promise<string> {
  world.journal.stage(`Release ${one.version} as a canary`);
  await deploy(world, 'canary', one);
  const { decision, chart } = await watchCanary(world, one.version);
  if (decision !== expected) throw new Error(`the canary ended with ${decision}, and ${expected} was expected`);
  return chart;
}
