import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256 } from '@interlock/core/digest';
import { startGitServer, type GitServer } from '@interlock/twin/git';
import { createReference } from './consume-once.ts';
import { makeMark } from './use-mark.ts';
import { consumeOnce } from './index.ts';
import { gitIn, scratchRepository, type ScratchRepository } from './scratch-repository.ts';

const consumers = Array.from({ length: 32 }, (_, index) => index);

const nameOf = (text: string) => `refs/interlock/approvals/${sha256(text).slice(7)}`;

let repository: ScratchRepository;
beforeAll(() => {
  repository = scratchRepository();
  repository.commit({ a: '1' });
});
afterAll(() => repository.remove());

const wins = (answers: readonly Awaited<ReturnType<typeof consumeOnce>>[]) => ({
  won: answers.filter((answer) => answer.ok && 'mark' in answer.value).length,
  lost: answers.filter((answer) => answer.ok && 'holder' in answer.value && answer.value.holder.origin === 'interlock')
    .length,
});

describe('in the repository itself', () => {
  it('one of 32 consumers at once wins, in each of 50 rounds', async () => {
    const directory = join(repository.root, '.git');
    const digest = sha256('rounds');
    const marks = await Promise.all(consumers.map(() => makeMark(directory, digest)));
    const objects = marks.map((mark) => (mark.ok ? mark.value : ''));
    expect(new Set(objects).size).toBe(32);
    for (let round = 0; round < 50; round++) {
      const reference = `refs/interlock/approvals/${round}`;
      const answers = await Promise.all(
        objects.map((object) => createReference(directory, { digest, reference, object })),
      );
      expect(wins(answers)).toEqual({ won: 1, lost: 31 });
      const winner = answers.find((answer) => answer.ok && 'mark' in answer.value);
      expect(winner).toMatchObject({ value: { mark: { object: repository.git('rev-parse', reference) } } });
    }
  }, 120_000);

  it('marks a use once, in whatever order attempts come', async () => {
    const use = { repository: repository.root, digest: sha256('x') };
    expect(await consumeOnce(use)).toMatchObject({
      ok: true,
      value: { mark: { reference: nameOf('x') } },
    });
    const object = repository.git('rev-parse', nameOf('x'));
    expect(await consumeOnce(use)).toEqual({
      ok: true,
      value: { holder: { reference: nameOf('x'), object, origin: 'interlock' } },
    });
    expect(await consumeOnce({ ...use, digest: sha256('y') })).toMatchObject({ ok: true, value: { mark: {} } });
  });

  it.each([
    ['a commit of the change', () => repository.git('rev-parse', 'HEAD')],
    ['a file', () => repository.git('hash-object', '-w', 'a')],
    ['the mark of another use', () => repository.git('rev-parse', nameOf('x'))],
  ])('tells %s from a mark', async (what, object) => {
    const made = object();
    repository.git('update-ref', nameOf(what), made);
    expect(await consumeOnce({ repository: repository.root, digest: sha256(what) })).toEqual({
      ok: true,
      value: { holder: { reference: nameOf(what), object: made, origin: 'foreign' } },
    });
  });

  it('takes no branch that is called like a mark for one, and names what is in the way', async () => {
    const use = (name: string) => consumeOnce({ repository: repository.root, digest: sha256(name) });
    repository.git('branch', nameOf('called'));
    expect(await use('called')).toMatchObject({ ok: true, value: { mark: {} } });
    repository.git('update-ref', `${nameOf('below')}/x`, 'HEAD');
    expect(await use('below')).toMatchObject({
      ok: false,
      error: { message: `${nameOf('below')}/x keeps the use from being marked; Interlock has not made it.` },
    });
  });

  it('fails where it cannot be certain', async () => {
    const wrong = 'sha256:../../heads/main' as const;
    expect(await consumeOnce({ repository: repository.root, digest: wrong })).toMatchObject({
      error: { kind: 'usage' },
    });
    const digest = sha256('locked');
    const reference = nameOf('locked');
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
    expect(await use('lost answer')).toMatchObject({ ok: true, value: { mark: {} } });
    rmSync(hook);
    expect(await use('lost answer')).toMatchObject({ ok: true, value: { holder: { origin: 'interlock' } } });
  });

  it('tells what somebody else pushed from a mark, and names what is in the way', async () => {
    gitIn(bare(), 'update-ref', nameOf('burnt'), 'HEAD');
    const object = gitIn(bare(), 'rev-parse', 'HEAD');
    expect(await use('burnt')).toEqual({
      ok: true,
      value: { holder: { reference: nameOf('burnt'), object, origin: 'foreign' } },
    });
    const inTheWay = { below: `${nameOf('below')}/x`, called: `refs/heads/${nameOf('called')}` };
    for (const [name, reference] of Object.entries(inTheWay)) {
      gitIn(bare(), 'update-ref', reference, 'HEAD');
      const message = `${reference} keeps the use from being marked; Interlock has not made it.`;
      expect(await use(name)).toMatchObject({ ok: false, error: { kind: 'service-failed', message } });
      expect(gitIn(bare(), 'rev-parse', reference)).toBe(object);
    }
  });
});
