import { describe, expect, it } from '@jest/globals';
import { sha256 } from '../digest/index.ts';
import { fail, ok, type Result } from '../failure/index.ts';
import type { CommandOutcome } from '../ports/index.ts';
import { parseRollbackConfig } from './parse-config.ts';
import { openRecord, withStep } from './record.ts';
import { requireServing } from './require-serving.ts';

const [good, bad, typo] = [sha256('good'), sha256('bad'), sha256('typo')];
const commit = 'c'.repeat(40);
const at = '2026-01-01T00:00:00Z';
const entry = (digest: string) => ({ digest, path: 'p', bundle: 'b', commit, deployedAt: at });

function configuration(digest: string, deployed: readonly string[]) {
  const hook = { command: ['hook'] };
  const parsed = parseRollbackConfig(
    JSON.stringify({
      environment: 'production',
      bad: { digest, commit },
      traffic: { setWeight: hook },
      artifacts: deployed.map(entry),
      redeploy: hook,
      verifyRunning: hook,
      trust: { publicKey: 'key.pem' },
      revert: { repository: '.', commits: [commit], land: 'local', author: { name: 'A', email: 'a@example.org' } },
      state: 'state.json',
    }),
    'rollback.yml',
  );
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

type Answer = Result<CommandOutcome>;

async function ask(digest: string, answer: Answer, deployed: readonly string[] = [good, bad]) {
  const config = configuration(digest, deployed);
  const deployments = Array.isArray(config.artifacts) ? config.artifacts : [];
  const ports = { runCommand: () => Promise.resolve(answer) };
  return requireServing(config, deployments, openRecord(config, undefined, at), ports);
}

const serves = (digest: string): Answer => ok({ exitCode: 0, stdout: digest, stderr: '' });
const down: Answer = ok({ exitCode: 7, stdout: '', stderr: 'connection refused' });

describe('the bad artifact', () => {
  it('may be rolled back where it serves, also as a canary that no list has yet', async () => {
    expect(await ask(bad, serves(bad))).toEqual(ok(undefined));
    expect(await ask(bad, serves(bad), [good])).toEqual(ok(undefined));
  });

  it('is refused where something else serves, the good one included', async () => {
    for (const digest of [good, typo]) {
      expect(await ask(bad, serves(digest))).toMatchObject({
        error: { kind: 'not-verified', message: expect.stringMatching(/^Refused: /) },
      });
    }
    expect(await ask(typo, serves(bad))).toMatchObject({
      error: { message: expect.stringContaining('no deployment in the list has it') },
    });
  });

  it('may be down where it is the newest deployment, and only there', async () => {
    const late = fail('deadline-exceeded', 'late');
    for (const answer of [down, late]) {
      expect((await ask(bad, answer)).ok).toBe(true);
      expect((await ask(typo, answer)).ok).toBe(false);
      expect((await ask(bad, answer, [bad, good])).ok).toBe(false);
    }
    expect((await ask(bad, fail('service-failed', 'fault'))).ok).toBe(false);
  });

  it('is not asked for again once the redeploy has begun', async () => {
    const config = configuration(bad, [good, bad]);
    const opened = openRecord(config, undefined, at);
    const begun = withStep(opened, { name: 'redeploy', outcome: 'failed', startedAt: at });
    const ports = { runCommand: () => Promise.resolve(serves(good)) };
    expect((await requireServing(config, [], begun, ports)).ok).toBe(true);
  });
});

it('deployments must stand in the order of their times', () => {
  const list = [entry(good), { ...entry(bad), deployedAt: '2025-12-31T23:59:59Z' }];
  const text = JSON.stringify({ ...configuration(bad, []), artifacts: list }, null, 1);
  expect(parseRollbackConfig(text, 'f')).toMatchObject({
    error: { message: expect.stringMatching(/^artifacts\.1\.deployedAt: is earlier than the deployment before it/) },
  });
});
