import { git } from '../git.ts';
import type { LoadResult } from '../load/generate-load.ts';
import { takeWeight, watchCanary } from './canary.ts';
import { badChange, goodChange, type Change } from './changes.ts';
import { checkCounters, checkFinalState, type Check } from './final-state.ts';
import { startLoad } from './load.ts';
import { deploy, recordDeployment, release, type Release } from './release.ts';
import { createOrigin, merge, propose } from './repository.ts';
import { rollBack } from './rollback.ts';
import { verify } from './verify.ts';
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
  journal.stage('Production runs release 1.0.0');
  const first = await release(world, '1.0.0', await createOrigin(world));
  await deploy(world, 'baseline', first);
  await deploy(world, 'canary', first);
  recordDeployment(world, first);
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

/** A change from the agent's branch to a signed release of main. Throws where the policy does not accept it. */
async function accept(world: World, change: Change): Promise<Release> {
  const { journal } = world;
  journal.stage(`An agent proposes: ${change.title}`);
  const proposed = await journal.step('propose', async () => {
    const made = await propose(world, change);
    return [`${change.branch} at ${made.head.slice(0, 7)}`, made];
  });
  const { candidate, decision } = await verify(world, change.version, proposed);
  if (decision !== 'merge') throw new Error(`the policy answered ${decision} for ${change.branch}`);
  const merged = await journal.step('merge', async () => {
    const commit = await merge(world, change, proposed);
    return [`main is ${commit.slice(0, 7)}`, commit];
  });
  const made = await release(world, change.version, merged);
  if (made.digest !== candidate) throw new Error('the release is not the candidate that was judged');
  return made;
}

async function canary(world: World, one: Release, expected: string): Promise<string> {
  world.journal.stage(`Release ${one.version} as a canary`);
  await deploy(world, 'canary', one);
  const { decision, chart } = await watchCanary(world, one.version);
  if (decision !== expected) throw new Error(`the canary ended with ${decision}, and ${expected} was expected`);
  return chart;
}
