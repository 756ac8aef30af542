import { deploy, recordDeployment, release, type Release } from './release.ts';
import { createOrigin } from './repository.ts';
import type { World } from './world.ts';

/** The first release, in both slots. */
export async function startProduction(world: World): Promise<Release> {
  world.journal.stage('Production runs release 1.0.0');
  const first = await release(world, '1.0.0', await createOrigin(world));
  await deploy(world, 'baseline', first);
  await deploy(world, 'canary', first);
  recordDeployment(world, first);
  return first;
}
