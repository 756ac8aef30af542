import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commit, git } from '../e2e/bad-input/repository.ts';
import { makeRollbackScene, type RollbackScene } from '../e2e/fixture/rollback-scene.ts';
import { runCommand } from '../e2e/run-action.ts';
import { makeGateScene, untilWeight, type GateScene } from './gate-scene.ts';

let gate: GateScene;
let release: RollbackScene;
beforeEach(async () => {
  gate = await makeGateScene({ canaryRate: () => 0.05, settings: { bake: '50s' } });
  release = await makeRollbackScene(gate.folder);
  script('redeploy', 'printf %s "$INTERLOCK_ARTIFACT_DIGEST" > running; echo redeployed >> deploy.log');
  script('running-digest', 'cat running');
  writeFileSync(at('config.json'), JSON.stringify(configuration(release)));
}, 60_000);
afterEach(() => gate.close());

const patience = 90_000;
const at = (name: string) => join(gate.folder, name);
const read = (name: string) => readFileSync(at(name), 'utf8');
const rollBack = () => runCommand(['auto-rollback', '--config', 'config.json'], { cwd: gate.folder });

function script(name: string, body: string): void {
  writeFileSync(at(name), `#!/bin/sh\n${body}\n`);
  chmodSync(at(name), 0o755);
}

function configuration({ badCommit, badDigest, goodCommit, goodDigest }: RollbackScene) {
  const deployment = (name: string, digest: string, source: string, day: number) => ({
    digest,
    path: `artifacts/${name}.tgz`,
    bundle: `artifacts/${name}.tgz.sigstore.json`,
    commit: source,
    deployedAt: `2026-01-0${day}T00:00:00Z`,
  });
  return {
    environment: 'production',
    bad: { digest: badDigest, commit: badCommit },
    traffic: { setWeight: { command: ['./set-weight'] } },
    artifacts: [deployment('good', goodDigest, goodCommit, 1), deployment('bad', badDigest, badCommit, 2)],
    redeploy: { command: ['./redeploy'] },
    verifyRunning: { command: ['./running-digest'] },
    trust: { publicKey: 'release.pub.pem' },
    revert: {
      repository: 'repository',
      commits: [badCommit],
      land: 'local',
      author: { name: 'Interlock', email: 'interlock@example.invalid' },
    },
    state: 'state.json',
  };
}

/** The good artifact serves without traffic on the canary, and main has its content. */
function expectRolledBack(): void {
  expect(gate.weight()).toBe(0);
  expect(read('running')).toBe(release.goodDigest);
  expect(JSON.parse(read('state.json'))).toMatchObject({ status: 'complete' });
  expect(git(at('repository'), 'show', 'main:app.txt').trim()).toBe('good');
}

it(
  'takes the traffic away that a killed gate left on the canary',
  async () => {
    const { ended, process } = gate.start();
    await untilWeight(gate, 20);
    process.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    expect(gate.weight()).toBe(20);
    expect(await rollBack()).toMatchObject({ exitCode: 0 });
    expectRolledBack();
  },
  patience,
);

it.each([
  ['was killed in the middle of the redeploy', 'kill -9 $PPID', null],
  ['was told that the redeploy failed, which had succeeded', 'exit 1', 3],
])(
  'goes on after it %s, without a second one',
  async (_, end, exitCode) => {
    const whole = read('redeploy');
    writeFileSync(at('redeploy'), `${whole}${end}\n`);
    expect(await rollBack()).toMatchObject({ exitCode });
    expect(JSON.parse(read('state.json'))).toMatchObject({ status: 'running' });
    expect(await rollBack()).toMatchObject({ exitCode: 0 });
    expectRolledBack();
    expect(read('deploy.log')).toBe('redeployed\n');
  },
  patience,
);

it(
  'goes on where main has moved since the revert was made',
  async () => {
    const lock = at('repository/.git/refs/heads/main.lock');
    writeFileSync(lock, '');
    expect(await rollBack()).toMatchObject({ exitCode: 3 });
    const made = git(at('repository'), 'rev-list', '--count', 'main..', '--branches=interlock/*').trim();
    expect(made).toBe('1');
    rmSync(lock);
    commit(at('repository'), { 'other.txt': 'meanwhile\n' });
    expect(await rollBack()).toMatchObject({ exitCode: 0 });
    expectRolledBack();
    expect(git(at('repository'), 'show', 'main:other.txt').trim()).toBe('meanwhile');
  },
  patience,
);
