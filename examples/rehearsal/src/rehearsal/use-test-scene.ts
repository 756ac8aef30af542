import { afterAll, beforeAll, expect } from '@jest/globals';
import { contractsOf, expectedOf } from './contract-fixture.ts';
import type { Rehearsed } from './rehearse.ts';
import type { Scene } from './scene.ts';
import { openTestScene, whatIsWrong, type TestScene } from './test-scene.ts';

export interface UsedScene {
  readonly scene: () => Scene;
  /** Rehearses, and expects that it ends as specified, and that the contract of its flow says so of its events. Each leaves production as the next one finds it. */
  readonly check: (rehearse: (scene: Scene) => Promise<Rehearsed>) => Promise<Rehearsed>;
}

/** A world that is opened before the tests of a file, and closed after them. */
export function useTestScene(): UsedScene {
  let opened: TestScene | undefined;
  const test = () => {
    if (opened === undefined) throw new Error('a world is there only while tests run');
    return opened;
  };
  beforeAll(async () => {
    opened = await openTestScene();
  }, 60_000);
  afterAll(async () => opened?.close(), 60_000);
  return {
    scene: () => test().scene,
    check: async (rehearse) => {
      const rehearsed = await test().walk(rehearse);
      expect(whatIsWrong(rehearsed)).toEqual([]);
      expect(contractsOf(rehearsed)).toEqual(expectedOf(rehearsed));
      return rehearsed;
    },
  };
}
