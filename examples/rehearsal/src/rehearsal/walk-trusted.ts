import { accept } from './accept.ts';
import { store } from './build.ts';
import { setWeight, watchCanary } from './canary.ts';
import type { Walked } from './ending.ts';
import { makeRelease } from './make-release.ts';
import { startSite } from './production.ts';
import { deploy } from './release.ts';
import { rollBack } from './rollback.ts';
import type { Run } from './run.ts';
import type { Scene } from './scene.ts';
import { smoke } from './smoke.ts';

/** Trusted agent: merged without a person, tried in staging, and promoted to production only after that. */
export async function walkTrusted(run: Run, scene: Scene): Promise<Walked> {
  const { journal } = run.world;
  const accepted = await accept(run);
  const version = scene.nextVersion();
  const made = await makeRelease(run, accepted, { stage: 'staging', version });
  journal.stage('Staging runs release 1.0.0');
  const staging = await startSite(run.world, 'staging', await scene.first());
  journal.stage(`Release ${version} as a canary in staging`);
  await deploy(run, { site: staging.site, slot: 'canary', chain: 'required' }, made);
  const { decision } = await watchCanary(run, staging.site);
  if (decision !== 'promote') {
    await rollBack(run, staging.site, made, staging.current);
    return { ending: { kind: 'rolled-back', at: `canary-gate: ${decision}` }, bad: made };
  }
  await deploy(run, { site: staging.site, slot: 'baseline', chain: 'required' }, made);
  await setWeight(run, staging.site, 0);
  await smoke(run, staging.site, made);
  const { site } = await scene.production();
  journal.stage(`Release ${version} in production`);
  const manifest = await store(run, made.built, { tag: `release-${version}`, base: 'main' });
  const released = { ...made, manifest };
  for (const slot of ['canary', 'baseline'] as const) await deploy(run, { site, slot, chain: 'required' }, released);
  await smoke(run, site, released);
  scene.promote(released);
  return { ending: { kind: 'promoted' } };
}
