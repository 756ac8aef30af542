import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { faultNames, faults, type FaultName } from './faults.ts';
import { rehearseFault } from './rehearse.ts';
import { useTestScene } from './use-test-scene.ts';

const refused = faultNames.filter((name) => faults[name].expected.kind === 'refused');
const isAfterMerge = (name: FaultName) => ['store', 'evidence'].some((part) => part in faults[name].deviation);
const first = useTestScene();
const last = useTestScene();

describe('a fault before the merge', () => {
  it.each(refused.filter((name) => !isAfterMerge(name)))(
    '%s is refused, and main stays as it is',
    async (name) => {
      const rehearsed = await first.check((scene) => rehearseFault(scene, name));
      expect(rehearsed.checks.map(({ what }) => what)).toEqual(['tree of main', `ledger of ${name}, refused`]);
    },
    120_000,
  );

  it('starts nothing that serves', () => {
    expect(existsSync(join(first.scene().world.folder, 'production'))).toBe(false);
  });
});

describe('a fault in the store', () => {
  it('tampered-artifact is refused before a hook is called', async () => {
    await first.check((scene) => rehearseFault(scene, 'tampered-artifact'));
    expect(existsSync(join(first.scene().world.folder, 'production/deployed/deployments.json'))).toBe(false);
  }, 120_000);

  it('missing-link is refused, and its canary never ran', async () => {
    const rehearsed = await last.check((scene) => rehearseFault(scene, 'missing-link'));
    expect(
      readdirSync(rehearsed.evidence).filter((name) => /canary-decision|^deploy-.*canary-1\.1\.0\.json$/.test(name)),
    ).toEqual([]);
  }, 120_000);

  it('moved-tag is refused, and the tag stays where it was', async () => {
    const rehearsed = await last.check((scene) => rehearseFault(scene, 'moved-tag'));
    const index = readFileSync(join(last.scene().world.store, 'index.json'), 'utf8');
    const stored = JSON.parse(readFileSync(join(rehearsed.evidence, 'stored-release-1.1.0.json'), 'utf8')) as {
      artifact: { manifest: string };
    };
    const tagged = (JSON.parse(index) as { manifests: readonly { digest: string; annotations?: object }[] }).manifests;
    const release = tagged.filter(({ annotations }) => JSON.stringify(annotations ?? {}).includes('release-1.1.0'));
    expect(release.map((one) => one.digest)).toEqual([stored.artifact.manifest]);
  }, 120_000);
});
