import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { rehearseFault, rehearseFlow } from './rehearse.ts';
import { record } from './test-scene.ts';
import { useTestScene } from './use-test-scene.ts';

const { check, scene } = useTestScene();

/** In this order: each leaves production as the next one finds it. */
describe('a hotfix', () => {
  it('is deployed with its flag off and turned on in steps that form a chain, after a fuzz run and an approval', async () => {
    const rehearsed = await check((scene) => rehearseFlow(scene, 'hotfix'));
    const steps = ['flag-off', 'flag-10', 'flag-50', 'flag-100'].map(
      (name) => record(rehearsed, name) as { digestBefore: string; digestAfter: string },
    );
    expect(steps.slice(1).map(({ digestBefore }) => digestBefore)).toEqual(
      steps.slice(0, -1).map(({ digestAfter }) => digestAfter),
    );
    expect(record(rehearsed, 'approval-result')).toMatchObject({ kind: 'hotfix', approvals: [{ securityKey: true }] });
    expect(record(rehearsed, 'merge-link')).toMatchObject({ lane: 'hotfix' });
    const { commit, runs } = record(rehearsed, 'fuzz') as { commit: string; runs: readonly { executions: number }[] };
    expect(record(rehearsed, 'merge-link')).toMatchObject({ head: commit });
    expect(runs.every(({ executions }) => executions > 20)).toBe(true);
  }, 240_000);

  it('tells who is on call that it waits for an approval, and the request says so', () => {
    const { world } = scene();
    const request = record({ evidence: join(world.evidence, 'hotfix') }, 'approval-request');
    expect(request).toMatchObject({
      notification: { by: 'command', outcome: 'told' },
      subject: { kind: 'hotfix', change: 1 },
    });
    const { code, subject } = request as { code: string; subject: { head: string } };
    const lines = readFileSync(world.told, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { to: 'olga@interlock.invalid', kind: 'hotfix', change: '1', head: subject.head, code },
    ]);
  });

  it.each(['anomaly-while-dark', 'anomaly-when-on'] as const)(
    '%s is taken back, and its flag is off',
    async (fault) => {
      const rehearsed = await check((scene) => rehearseFault(scene, fault));
      expect(rehearsed.checks).toHaveLength(8);
      expect(record(rehearsed, 'rollback')).toMatchObject({ status: 'complete' });
    },
    240_000,
  );

  it('leaves the flag of what was promoted on, and the others off', async () => {
    const { site } = await scene().production();
    const { flags } = JSON.parse(readFileSync(site.flags, 'utf8')) as { flags: Record<string, unknown> };
    const variants = { on: true, off: false };
    expect(flags).toEqual({
      'order-journal': { state: 'ENABLED', variants, defaultVariant: 'on' },
      'order-printer': { state: 'ENABLED', variants, defaultVariant: 'off' },
      'order-archive': { state: 'ENABLED', variants, defaultVariant: 'off' },
    });
  });
});
