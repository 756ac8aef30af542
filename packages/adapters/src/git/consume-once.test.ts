import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256 } from '@interlock/core/digest';
import { startGitServer, type GitServer } from '@interlock/twin/git';
import { createReference, makeMark } from './consume-once.ts';
import { consumeOnce } from './index.ts';
import { scratchRepository, type ScratchRepository } from './scratch-repository.ts';

const consumers = Array.from({ length: 32 }, (_, index) => index);

let repository: ScratchRepository;
beforeAll(() => {
  repository = scratchRepository();
  repository.commit({ a: '1' });
});
afterAll(() => repository.remove());

const wins = (answers: readonly Awaited<ReturnType<typeof consumeOnce>>[]) => ({
  won: answers.filter((answer) => answer.ok && answer.value !== undefined).length,
  lost: answers.filter((answer) => answer.ok && answer.value === undefined).length,
});

describe('in the repository itself', () => {
  it('one of 32 consumers at once wins, in each of 50 rounds', async () => {
    const directory = join(repository.root, '.git');
    const marks = await Promise.all(consumers.map((index) => makeMark(directory, String(index))));
    const objects = marks.map((mark) => (mark.ok ? mark.value : ''));
    expect(new Set(objects).size).toBe(32);
    for (let round = 0; round < 50; round++) {
      const reference = `refs/interlock/approvals/${round}`;
      const answers = await Promise.all(objects.map((object) => createReference(directory, { reference, object })));
      expect(wins(answers)).toEqual({ won: 1, lost: 31 });
      const winner = answers.find((answer) => answer.ok && answer.value !== undefined);
      expect(winner).toMatchObject({ value: { object: repository.git('rev-parse', reference) } });
    }
  }, 120_000);

  it('marks a use once, in whatever order attempts come', async () => {
    const use = { repository: repository.root, digest: sha256('x') };
    expect(await consumeOnce(use)).toMatchObject({
      ok: true,
      value: { reference: `refs/interlock/approvals/${sha256('x').slice(7)}` },
    });
    expect(await consumeOnce(use)).toEqual({ ok: true, value: undefined });
    expect(await consumeOnce({ ...use, digest: sha256('y') })).toMatchObject({ ok: true, value: {} });
  });

  it('fails where it cannot be certain', async () => {
    const wrong = 'sha256:../../heads/main' as const;
    expect(await consumeOnce({ repository: repository.root, digest: wrong })).toMatchObject({
      error: { kind: 'usage' },
    });
    const digest = sha256('locked');
    const reference = `refs/interlock/approvals/${digest.slice(7)}`;
    writeFileSync(join(repository.root, '.git', `${reference}.lock`), '');
    expect(await consumeOnce({ repository: repository.root, digest })).toMatchObject({
      ok: false,
      error: { kind: 'bad-repository' },
    });
  });
});

describe('on a remote', () => {
  const token = 'secret-of-this-test';
  let root = '';
  let server: GitServer;
  const bare = () => join(root, 'octo/repo.git');
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'interlock-use-'));
    mkdirSync(join(root, 'octo'));
    execFileSync('git', ['clone', '-q', '--bare', repository.root, bare()]);
    server = await startGitServer({ root, token });
  });
  afterAll(async () => {
    await server.close();
    rmSync(root, { recursive: true, force: true });
  });
  const use = (name: string, more: object = {}) =>
    consumeOnce({
      repository: repository.root,
      digest: sha256(name),
      remote: { url: `${server.url}/octo/repo.git`, user: 'x-access-token', token, ...more },
    });

  it('one of 12 consumers at once wins, in each of 3 rounds', async () => {
    for (let round = 0; round < 3; round++) {
      const answers = await Promise.all(consumers.slice(0, 12).map(() => use(`round ${round}`)));
      expect(wins(answers)).toEqual({ won: 1, lost: 11 });
    }
  }, 120_000);

  it('fails without the right token, and does not tell it', async () => {
    const refused = await use('wrong token', { token: 'another-secret' });
    expect(refused).toMatchObject({ ok: false, error: { kind: 'service-failed' } });
    expect(JSON.stringify(refused)).not.toContain('another-secret');
    expect(await use('no address', { url: '/tmp/repo.git' })).toMatchObject({ error: { kind: 'usage' } });
  });

  it('fails where the remote takes no such reference', async () => {
    const hook = join(bare(), 'hooks/pre-receive');
    writeFileSync(hook, '#!/bin/sh\nexit 1\n');
    chmodSync(hook, 0o755);
    expect(await use('refused')).toMatchObject({ ok: false, error: { kind: 'service-failed' } });
    rmSync(hook);
  });

  it('knows its own mark again where the answer was lost', async () => {
    const hook = join(bare(), 'hooks/post-receive');
    writeFileSync(hook, '#!/bin/sh\nkill -9 $PPID\n');
    chmodSync(hook, 0o755);
    expect(await use('lost answer')).toMatchObject({ ok: true, value: { object: expect.any(String) } });
    rmSync(hook);
    expect(await use('lost answer')).toEqual({ ok: true, value: undefined });
  });
});
