import { git } from '../git.ts';
import { firstRelease, startSite, type Production } from './production.ts';
import type { Release } from './release.ts';
import type { World } from './world.ts';

/** What several changes have in common: production, which starts when something is deployed for the first time. */
export interface Scene {
  readonly world: World;
  readonly production: () => Promise<Production>;
  /** What a new site runs. */
  readonly first: () => Promise<Release>;
  /** From now on this release is what a rollback comes back to. */
  readonly promote: (release: Release) => void;
  readonly nextVersion: () => string;
  readonly treeOfMain: () => Promise<string>;
}

export function openScene(world: World): Scene {
  let started: Promise<Production> | undefined;
  let built: Promise<Release> | undefined;
  let current: Release | undefined;
  let minor = 0;
  const first = () => (built ??= firstRelease(world));
  const start = async (): Promise<Production> => {
    world.journal.stage('Production runs release 1.0.0');
    return startSite(world, 'production', await first());
  };
  return {
    world,
    first,
    production: async () => {
      const production = await (started ??= start());
      return { ...production, current: current ?? production.current };
    },
    promote: (release) => {
      current = release;
    },
    nextVersion: () => `1.${++minor}.0`,
    treeOfMain: () => git(world.origin, 'rev-parse', 'main^{tree}'),
  };
}
