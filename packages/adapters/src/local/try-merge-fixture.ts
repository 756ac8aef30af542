import { expect } from '@jest/globals';
import type { Forge } from '@interlock/core/ports';
import type { forgeFixture } from './forge-fixture.ts';

/** A forge with request 1 from `agent/c`, whose twin answers the next merge with 409 where it is told to. */
interface Scene {
  readonly fixture: ReturnType<typeof forgeFixture>;
  readonly forge: Forge;
  readonly head: string;
  readonly refuseMerge: () => void;
}

/** Brings about what stands against the merge, and tries it: what the forge answers, and whether the base branch moved. */
export async function tryMerge({ fixture, forge, head, refuseMerge }: Scene, what: string) {
  if (what === 'another head') fixture.push('agent/c', [['c', '2\n']]);
  if (what.startsWith('a head')) refuseMerge();
  if (what === 'a conflict') {
    fixture.push('other', [['c', 'theirs\n']]);
    fixture.clone.git('push', '-q', 'origin', 'other:main');
  }
  const main = fixture.tip('main');
  const answer = await forge.mergeRequest(fixture.merge(1, head));
  return { answer, isMoved: fixture.tip('main') !== main };
}

/** The request of the scene as a forge tells of it, without the commits and the address. */
export const openRequest = {
  number: 1,
  state: 'open',
  draft: false,
  title: 'Add c',
  author: 'agent',
  branch: 'agent/c',
  baseBranch: 'main',
} as const;

/** What `tryMerge` answers where the forge refuses and nothing moved. */
export const refusedWith = (words: string) => ({
  answer: { ok: false, error: { kind: 'bad-repository', message: expect.stringContaining(words) } },
  isMoved: false,
});
