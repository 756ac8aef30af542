import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { readEvents } from '@interlock/core/event';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { deployable, deploying } from '../e2e/bad-input/stored.ts';
import { commit, initRepository } from '../e2e/bad-input/repository.ts';
import { makeRollbackScene } from '../e2e/fixture/rollback-scene.ts';
import { dist, runCommand } from '../e2e/run-action.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interlock-hooks-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(at(name), 'utf8');
const json = (name: string): unknown => JSON.parse(read(name));

function script(name: string, body: string): void {
  writeFileSync(at(name), `#!/bin/sh\n${body}\n`);
  chmodSync(at(name), 0o755);
}

const start = (args: readonly string[]) => {
  const environment = { PATH: process.env['PATH'] ?? '', HOME: folder, TMPDIR: tmpdir() };
  const all = [join(dist, 'interlock.js'), ...args, '--events-file=events.jsonl'];
  const child = spawn(process.execPath, all, { cwd: folder, env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => void said.push(text));
  const ended = once(child, 'close').then(([code, signal]: (string | number | null)[]) => code ?? signal);
  return { child, ended, said: () => said.join('') };
};

async function until(is: () => boolean): Promise<void> {
  for (let waited = 0; !is(); waited += 20) {
    if (waited > 20_000) throw new Error('It did not come to that within 20 s.');
    await setTimeout(20);
  }
}

/** Waits as a hook does that tells by a file that it began, and by another that it came to its end. */
const slowly = (seconds: number) => `echo $$ > began; sleep ${seconds}; echo done > came-to-its-end`;
const isAlive = (pid: number) => {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
};
const lastEvent = () => {
  const events = readEvents(read('events.jsonl'), 'events.jsonl');
  return events.ok ? events.value.at(-1) : events;
};

describe('a deployment', () => {
  const deploy = () => start(['deploy-artifact', ...flags({ ...deploying, store: 'oci:store' })]);
  const flags = (inputs: Readonly<Record<string, string>>) =>
    Object.entries(inputs).map(([name, value]) => `--${name}=${value}`);
  const hooks = (seconds: number) =>
    deployable(folder, (config) => ({ ...config, deploy: { command: ['./deploy'], timeoutSeconds: seconds } }));
  const undecided = { outcome: 'undecided', type: 'artifact-deployed' };

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'that %s ends lets its hook come to its end, begins no other and is recorded',
    async (signal) => {
      hooks(20);
      script('deploy', slowly(1));
      const run = deploy();
      await until(() => existsSync(at('began')));
      run.child.kill(signal);
      expect(await run.ended).toBe(3);
      expect(read('came-to-its-end')).toBe('done\n');
      expect(run.said()).toContain('The job was ended before the command sh was started.');
      expect(json('deployment.json')).toMatchObject({ result: 'failed', answer: { hook: 'done' } });
      expect(json('kept/deployments.json')).toMatchObject([{ outcome: 'failed' }]);
      expect(lastEvent()).toMatchObject(undecided);
    },
    60_000,
  );

  it('that a second signal ends takes its hook and the children of that along, and is recorded', async () => {
    hooks(60);
    script('deploy', slowly(50));
    const run = deploy();
    await until(() => existsSync(at('began')));
    await setTimeout(50);
    const pid = Number(read('began'));
    expect(isAlive(pid)).toBe(true);
    run.child.kill('SIGINT');
    await setTimeout(200);
    expect(isAlive(pid)).toBe(true);
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(3);
    await until(() => !isAlive(pid));
    expect(existsSync(at('came-to-its-end'))).toBe(false);
    expect(json('deployment.json')).toMatchObject({ result: 'failed', answer: { hook: 'failed' } });
    expect(lastEvent()).toMatchObject(undecided);
  }, 60_000);
});

it('a rollback that a signal ends takes the traffic away, records what remains, and is gone on with', async () => {
  const scene = await makeRollbackScene(folder);
  script('set-weight', `${slowly(1)}; printf %s "$INTERLOCK_WEIGHT" > weight`);
  script('redeploy', 'printf %s "$INTERLOCK_ARTIFACT_DIGEST" > running');
  script('running-digest', 'cat running');
  writeFileSync(at('running'), scene.badDigest);
  const deployment = (name: string, digest: string, source: string, day: number) => ({
    digest,
    path: `artifacts/${name}.tgz`,
    bundle: `artifacts/${name}.tgz.sigstore.json`,
    commit: source,
    deployedAt: `2026-01-0${day}T00:00:00Z`,
  });
  const config = {
    environment: 'production',
    bad: { digest: scene.badDigest, commit: scene.badCommit },
    traffic: { setWeight: { command: ['./set-weight'] } },
    artifacts: [
      deployment('good', scene.goodDigest, scene.goodCommit, 1),
      deployment('bad', scene.badDigest, scene.badCommit, 2),
    ],
    redeploy: { command: ['./redeploy'] },
    verifyRunning: { command: ['./running-digest'] },
    trust: { publicKey: 'release.pub.pem' },
    revert: {
      repository: 'repository',
      commits: [scene.badCommit],
      land: 'local',
      author: { name: 'Interlock', email: 'interlock@example.invalid' },
    },
    state: 'state.json',
  };
  writeFileSync(at('config.json'), JSON.stringify(config));
  const run = start(['auto-rollback', '--config=config.json']);
  await until(() => existsSync(at('began')));
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(3);
  expect(read('weight')).toBe('0');
  expect(read('running')).toBe(scene.badDigest);
  expect(run.said()).toMatch(/The job was ended before .* Done: traffic, choose\. Remaining: redeploy/u);
  expect(lastEvent()).toMatchObject({ outcome: 'undecided', type: 'rolled-back' });
  const again = await runCommand(['auto-rollback', '--config', 'config.json'], { cwd: folder });
  expect(again).toMatchObject({ exitCode: 0 });
  expect(read('running')).toBe(scene.goodDigest);
}, 60_000);

it('a flag that a signal meets while it is set is set, recorded and left without a lock', async () => {
  const flag = { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off' };
  writeFileSync(at('flags.json'), JSON.stringify({ flags: { 'new-form': flag } }));
  writeFileSync(at('flags.json.lock'), '');
  const run = start(['set-flag', '--file=flags.json', '--flag=new-form', '--state=on', '--output-file=change.json']);
  await setTimeout(1500);
  run.child.kill('SIGTERM');
  await setTimeout(100);
  rmSync(at('flags.json.lock'));
  expect(await run.ended).toBe(0);
  expect(json('flags.json')).toMatchObject({ flags: { 'new-form': { defaultVariant: 'on' } } });
  expect(json('change.json')).toMatchObject({ flag: 'new-form' });
  expect(lastEvent()).toMatchObject({ outcome: 'done', type: 'flag-set' });
  expect(readdirSync(folder).filter((name) => name.endsWith('.lock'))).toEqual([]);
}, 60_000);

it('an event that a signal meets while it is written is written, and leaves no lock', async () => {
  initRepository(at('repo'));
  commit(at('repo'), { 'package-lock.json': '{"lockfileVersion":3,"packages":{"":{"name":"a"}}}' });
  writeFileSync(at('events.jsonl.lock'), '');
  const run = start(['generate-sbom', '--path=repo', '--output-file=sbom.json']);
  await until(() => existsSync(at('sbom.json')));
  await setTimeout(500);
  run.child.kill('SIGTERM');
  await setTimeout(100);
  rmSync(at('events.jsonl.lock'));
  expect(['SIGTERM', 0]).toContain(await run.ended);
  expect(lastEvent()).toMatchObject({ type: 'sbom-generated' });
  expect(existsSync(at('events.jsonl.lock'))).toBe(false);
}, 60_000);
