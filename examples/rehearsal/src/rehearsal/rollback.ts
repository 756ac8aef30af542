import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { weightCommand } from './canary.ts';
import { deployCommand, runningCommand, type Release } from './release.ts';
import { operate, type Run } from './run.ts';
import type { Site } from './site.ts';

/** Weight to zero, the previous signed artifact again, and the revert on main. `previous` only names the version. */
export async function rollBack(run: Run, site: Site, bad: Release, previous: Release): Promise<void> {
  const { evidence, world } = run;
  const config = join(evidence, 'rollback-config.json');
  const signers = join(world.folder, 'artifact-signers');
  writeFileSync(signers, world.people.artifactSigners);
  const hook = (command: readonly string[]) => ({ command, timeoutSeconds: 30 });
  const configuration = {
    environment: site.name,
    bad: { digest: bad.digest, commit: bad.commit },
    traffic: { setWeight: hook(weightCommand(site)) },
    artifacts: { store: site.deployed },
    redeploy: hook(deployCommand(site, 'canary', previous.version)),
    verifyRunning: hook(runningCommand(site, 'canary')),
    trust: { signers },
    revert: {
      repository: world.origin,
      branch: 'main',
      commits: [bad.commit],
      land: 'local',
      author: { name: 'Interlock', email: 'rollback@interlock.invalid' },
    },
    state: join(evidence, 'rollback-state.json'),
  };
  writeFileSync(config, `${JSON.stringify(configuration, null, 2)}\n`);
  world.journal.stage(`Release ${bad.version} is taken back`);
  await operate(run, {
    name: 'auto-rollback',
    flags: { config, 'output-file': join(evidence, 'rollback.json') },
    note: (outputs) =>
      `runs ${outputs['redeployed-digest']?.slice(0, 19)}, revert ${outputs['revert-commit']?.slice(0, 7)}`,
  });
}
