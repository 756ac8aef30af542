import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkEvidence } from './check-evidence.ts';
import { checkCounters, holds } from './final-state.ts';
import { rehearseFault, rehearseFlow } from './rehearse.ts';
import { record } from './test-scene.ts';
import { useTestScene } from './use-test-scene.ts';

const { check, scene } = useTestScene();

describe('a change on its way to production', () => {
  it('is promoted by the default flow, with a signed link from the request to what was merged', async () => {
    const rehearsed = await check((scene) => rehearseFlow(scene, 'default'));
    expect(record(rehearsed, 'merge-link')).toMatchObject({ lane: 'default', sameTree: true });
    for (const name of ['merge-link.sigstore', 'approval', 'npm-audit.sarif.npm', 'production-canary-decision'])
      expect(existsSync(join(rehearsed.evidence, `${name}.json`))).toBe(true);
  }, 240_000);

  it.each(['release/service.mjs', 'approval.json', 'verdict.json', 'reports-1.json', 'events.jsonl'])(
    'left evidence that no longer holds once %s is changed',
    async (file) => {
      const { world } = scene();
      const evidence = join(world.evidence, 'default');
      const before = readFileSync(join(evidence, file));
      appendFileSync(join(evidence, file), '{}\n');
      const check = await checkEvidence({ world, evidence, name: 'default' });
      writeFileSync(join(evidence, file), before);
      expect(check).toMatchObject({ expected: 'verified, 0 failed', found: expect.stringMatching(/^failed, [1-9]/u) });
      expect(holds(check)).toBe(false);
    },
    60_000,
  );

  it.each(['bad-release', 'slow-leak', 'killed-gate'] as const)(
    '%s is taken back',
    async (fault) => {
      const rehearsed = await check((scene) => rehearseFault(scene, fault));
      expect(rehearsed.checks).toHaveLength(8);
      expect(record(rehearsed, 'rollback')).toMatchObject({ status: 'complete' });
    },
    240_000,
  );

  it('was decided by the counters of all that was answered', async () => {
    const { load, site } = await scene().production();
    const found = await checkCounters(site, await load.end());
    expect(holds(found) ? '' : found).toBe('');
  }, 60_000);
});
