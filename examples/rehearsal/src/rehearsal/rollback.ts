import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { interlock } from '../interlock.ts';
import { weightCommand } from './canary.ts';
import { deployCommand, runningCommand, type Release } from './release.ts';
import type { World } from './world.ts';

/** Weight to zero, the previous signed artifact again, and the revert on main. `previous` only names the version. */
export async function rollBack(world: World, bad: Release, previous: Release): Promise<void> {
  const folder = join(world.evidence, bad.version);
  const config = join(folder, 'rollback-config.json');
  const signers = join(world.folder, 'signers');
  writeFileSync(signers, `${world.signer}\n`);
  const hook = (command: readonly string[]) => ({ command, timeoutSeconds: 30 });
  const configuration = {
    environment: 'production',
    bad: { digest: bad.digest, commit: bad.commit },
    traffic: { setWeight: hook(weightCommand(world)) },
    artifacts: { store: world.store },
    redeploy: hook(deployCommand(world, 'canary', previous.version)),
    verifyRunning: hook(runningCommand(world, 'canary')),
    trust: { signers },
    revert: {
      repository: world.origin,
      branch: 'main',
      commits: [bad.commit],
      land: 'local',
      author: { name: 'Interlock', email: 'rollback@interlock.invalid' },
    },
    state: join(folder, 'rollback-state.json'),
  };
  writeFileSync(config, `${JSON.stringify(configuration, null, 2)}\n`);
  await world.journal.step('auto-rollback', async () => {
    const { outputs } = await interlock(
      'auto-rollback',
      { config, 'output-file': join(folder, 'rollback.json') },
      { cwd: world.folder, onLine: world.journal.detail },
    );
    return [
      `runs ${outputs['redeployed-digest']?.slice(0, 19)}, revert ${outputs['revert-commit']?.slice(0, 7)}`,
      undefined,
    ];
  });
}
