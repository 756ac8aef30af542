import type { Change } from './changes.ts';
import { release, type Release } from './release.ts';
import { merge, propose } from './repository.ts';
import { verify } from './verify.ts';
import type { World } from './world.ts';

/** A change from the agent's branch to a signed release of main. Throws where the policy does not accept it. */
export async function accept(world: World, change: Change): Promise<Release> {
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
