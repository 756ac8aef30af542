import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startLoad, type Load } from './load.ts';
import { deploy, release, type Release } from './release.ts';
import { openSite, type Site } from './site.ts';
import type { World } from './world.ts';

/** What serves, under load. */
export interface Production {
  readonly site: Site;
  readonly load: Load;
  /** What a rollback comes back to. */
  readonly current: Release;
}

/** A site that runs a release in both slots, and orders that are sent to it. */
export async function startSite(world: World, name: string, current: Release): Promise<Production> {
  const evidence = join(world.evidence, `${name}-${current.version}`);
  mkdirSync(evidence, { recursive: true });
  const site = await openSite(world, name);
  for (const slot of ['baseline', 'canary'] as const)
    await deploy({ world, evidence }, { site, slot, chain: 'optional' }, current);
  return { site, load: await startLoad(site), current };
}

/** The first release: the first commit of main. */
export async function firstRelease(world: World): Promise<Release> {
  const name = 'first';
  const evidence = join(world.evidence, name);
  mkdirSync(evidence, { recursive: true });
  return release({ world, evidence, name: 'release' }, { commit: world.first, stage: 'release', version: '1.0.0' });
}
