import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { makeGateScene, untilWeight, type GateScene, type GateWorld } from './gate-scene.ts';

const equal = () => 0.05;
const patience = 90_000;
/** Long enough that only the fault ends the gate. */
const endless = { bake: '50s' };

async function withScene(world: GateWorld, act: (scene: GateScene) => Promise<void>): Promise<void> {
  const scene = await makeGateScene(world);
  try {
    await act(scene);
  } finally {
    scene.close();
  }
}

describe('canary-gate as a process', () => {
  it.each([
    ['SIGINT', 1],
    ['SIGTERM', 1],
    ['SIGHUP', 1],
    ['SIGHUP', 3],
  ] as const)(
    'takes the weight back and records it after %s sent %d time(s)',
    (signal, times) =>
      withScene({ canaryRate: equal, settings: endless }, async (scene) => {
        const gate = scene.start();
        await untilWeight(scene, 20);
        for (let sent = 0; sent < times; sent++) {
          gate.process.kill(signal);
          await setTimeout(5);
        }
        // the last of several may come when Node has given up its handlers, and all is done
        expect(times > 1 ? [3, signal] : [3]).toContain(await gate.ended);
        expect(scene.weight()).toBe(0);
        expect(scene.decision()).toMatchObject({ decision: 'inconclusive', ending: 'interrupted' });
      }),
    patience,
  );

  it.each([
    ['promotes', equal, 0, 20],
    ['rolls back', (seconds: number) => (seconds < 1 ? 0.05 : 0.5), 1, 0],
  ] as const)(
    '%s with its exit code although nobody reads its output any more',
    (_, canaryRate, exitCode, weight) =>
      withScene({ canaryRate, settings: { bake: '3s' } }, async (scene) => {
        const gate = scene.start();
        await once(gate.process.stderr, 'data');
        gate.process.stdout.destroy();
        gate.process.stderr.destroy();
        expect(await gate.ended).toBe(exitCode);
        expect(scene.weight()).toBe(weight);
      }),
    patience,
  );

  it(
    'takes the weight back where the metrics page hangs',
    () =>
      withScene({ canaryRate: equal, settings: endless }, async (scene) => {
        const gate = scene.start();
        await untilWeight(scene, 20);
        scene.source.hang();
        expect(await gate.ended).toBe(3);
        expect(scene.weight()).toBe(0);
        expect(scene.decision()).toMatchObject({ decision: 'inconclusive', ending: 'source-failed' });
      }),
    patience,
  );

  it(
    'catches a canary whose error rate creeps up while it bakes',
    () =>
      withScene({ canaryRate: (seconds) => 0.05 + 0.01 * seconds, settings: { bake: '40s' } }, async (scene) => {
        const gate = scene.start();
        expect(await gate.ended).toBe(1);
        expect(scene.weight()).toBe(0);
        expect(scene.decision()).toMatchObject({ decision: 'rollback', ending: 'evidence' });
      }),
    patience,
  );
});
