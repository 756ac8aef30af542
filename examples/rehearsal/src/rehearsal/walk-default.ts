import { leaveOutTests } from './leave-out-tests.ts';
import { accept } from './accept.ts';
import { setWeight, watchCanary } from './canary.ts';
import type { Walked } from './ending.ts';
import { makeRelease } from './make-release.ts';
import { deploy } from './release.ts';
import { rollBack } from './rollback.ts';
import type { Run } from './run.ts';
import type { Scene } from './scene.ts';
import { siteAtRest } from './site.ts';

/** Propose and verify: from the agent's branch to production, or back. */
export async function walkDefault(run: Run, scene: Scene): Promise<Walked> {
  const accepted = await accept(run);
  if (run.deviation.evidence === 'without-tests') leaveOutTests(run);
  const made = await makeRelease(run, accepted, { stage: 'release', version: scene.nextVersion() });
  if (run.deviation.store === 'tampered') {
    const slot = { site: siteAtRest(run.world, 'production'), slot: 'canary', chain: 'required' } as const;
    await deploy(run, slot, made);
    throw new Error('an artifact was deployed that is not the one that was stored');
  }
  const { current, site } = await scene.production();
  run.world.journal.stage(`Release ${made.version} as a canary`);
  await deploy(run, { site, slot: 'canary', chain: 'required' }, made);
  const { decision } = await watchCanary(run, site);
  if (decision !== 'promote') {
    await rollBack(run, site, made, current);
    return { ending: { kind: 'rolled-back', at: `canary-gate: ${decision}` }, bad: made };
  }
  await deploy(run, { site, slot: 'baseline', chain: 'required' }, made);
  await setWeight(run, site, 0);
  scene.promote(made);
  return { ending: { kind: 'promoted' } };
}
