import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { keys } from './bad-input/keys.ts';
import { commit, git, initRepository } from './bad-input/repository.ts';
import { runCommand } from './run-action.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlock-deploy-back-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const digestOf = (content: string) => `sha256:${createHash('sha256').update(content).digest('hex')}`;

async function must(operation: string, inputs: Readonly<Record<string, string>>): Promise<void> {
  const flags = Object.entries(inputs).map(([name, value]) => `--${name}=${value}`);
  const { exitCode, stderr } = await runCommand([operation, ...flags], { cwd: folder });
  expect([operation, exitCode, exitCode === 0 ? '' : stderr]).toEqual([operation, 0, '']);
}

const hook = (script: string) => ({ command: ['sh', '-c', script] });
const hooks = {
  deploy: hook('printf %s "$INTERLOCK_ARTIFACT_DIGEST" > running'),
  verifyRunning: hook('cat running'),
};
const trust = { 'public-key': 'pub.pem', store: 'oci:store' };

async function deploy(name: string, source: string): Promise<void> {
  writeFileSync(at(name), name);
  await must('sign-artifact', { 'subject-path': name, key: 'key.pem', commit: source });
  const parts = { 'subject-path': name, bundle: 'artifact.sigstore.json', sbom: 'sbom.json' };
  await must('store-artifact', { ...trust, ...parts, tag: `release-${name}` });
  const target = { reference: `release-${name}`, environment: 'production', config: 'deploy.yml' };
  await must('deploy-artifact', { ...trust, ...target });
}

it('auto-rollback finds the last good release in the deployments.json of deploy-artifact', async () => {
  initRepository(at('repository'));
  const good = commit(at('repository'), { 'app.txt': 'good\n' });
  const bad = commit(at('repository'), { 'app.txt': 'bad\n' });
  writeFileSync(at('key.pem'), keys.good, { mode: 0o600 });
  writeFileSync(at('pub.pem'), keys.goodPublic);
  writeFileSync(at('sbom.json'), JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6' }));
  writeFileSync(at('deploy.yml'), JSON.stringify({ ...hooks, artifacts: 'kept' }));
  await deploy('good', good);
  await deploy('bad', bad);
  const rollback = {
    environment: 'production',
    bad: { digest: digestOf('bad'), commit: bad },
    traffic: { setWeight: { command: ['true'] } },
    artifacts: { store: 'kept' },
    redeploy: hooks.deploy,
    verifyRunning: hooks.verifyRunning,
    trust: { publicKey: 'pub.pem' },
    revert: {
      repository: 'repository',
      branch: 'main',
      commits: [bad],
      land: 'local',
      author: { name: 'Interlock', email: 'interlock@example.invalid' },
    },
    state: 'state.json',
  };
  writeFileSync(at('rollback.yml'), JSON.stringify(rollback));
  await must('auto-rollback', { config: 'rollback.yml' });
  expect(readFileSync(at('running'), 'utf8')).toBe(digestOf('good'));
  expect(git(at('repository'), 'show', 'main:app.txt')).toBe('good');
  const history = JSON.parse(readFileSync(at('kept/deployments.json'), 'utf8'));
  expect(history).toMatchObject([
    { digest: digestOf('good'), commit: good, outcome: 'success' },
    { digest: digestOf('bad'), commit: bad },
  ]);
  // After a rollback the same file takes the next deployment.
  await deploy('next', git(at('repository'), 'rev-parse', 'main'));
  expect(JSON.parse(readFileSync(at('kept/deployments.json'), 'utf8'))).toHaveLength(history.length + 1);
}, 120_000);
