import { accept } from './accept.ts';
import { setWeight } from './canary.ts';
import type { Walked } from './ending.ts';
import { setFlag } from './flag.ts';
import { checkHealth } from './health.ts';
import { makeRelease } from './make-release.ts';
import { deploy } from './release.ts';
import { rollBack } from './rollback.ts';
import type { Run } from './run.ts';
import type { Scene } from './scene.ts';
import type { Site } from './site.ts';

const share = 50;
const steps = ['off', 10, 50, 100] as const;

/** Emergency patch: approved by who is on call, deployed at once with its flag off, then turned on in steps. */
export async function walkHotfix(run: Run, scene: Scene): Promise<Walked> {
  const { flag } = run.change;
  if (flag === undefined) throw new Error('a hotfix stands behind a flag');
  const accepted = await accept(run);
  const made = await makeRelease(run, accepted, { stage: 'release', version: scene.nextVersion() });
  const { current, site } = await scene.production();
  run.world.journal.stage(`Release ${made.version}, with ${flag} off`);
  await setFlag(run, site, flag, 'off');
  await deploy(run, { site, slot: 'canary', chain: 'required' }, made);
  await setWeight(run, site, share);
  for (const step of steps) {
    if (step !== 'off') await setFlag(run, site, flag, step);
    if (await isWell(run, site)) continue;
    // Traffic first, then the flag, which other releases may read too; then the previous artifact and the revert.
    await setWeight(run, site, 0);
    await setFlag(run, site, flag, 'off');
    await rollBack(run, site, made, current);
    return { ending: { kind: 'rolled-back', at: `health with the flag ${step === 'off' ? 'off' : 'on'}` }, bad: made };
  }
  await deploy(run, { site, slot: 'baseline', chain: 'required' }, made);
  await setWeight(run, site, 0);
  scene.promote(made);
  return { ending: { kind: 'promoted' } };
}

function isWell({ world }: Run, site: Site): Promise<boolean> {
  return world.journal.step('health', async () => {
    const health = await checkHealth(site);
    return [`${health.good ? 'good' : 'ANOMALY'}: ${health.note}`, health.good];
  });
}
