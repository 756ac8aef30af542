import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Digest } from '@interlock/core/digest';
import { consumeOnce } from '../git/index.ts';
import { forgeFixture } from './forge-fixture.ts';
import { protectBranches } from './index.ts';

// many git processes, on a machine that does other things too
jest.setTimeout(60_000);

let fixture: ReturnType<typeof forgeFixture>;
beforeEach(async () => {
  fixture = forgeFixture();
  const done = await protectBranches(fixture.bare, ['main', "rel'$(id)"]);
  if (!done.ok) throw new Error(done.error.message);
  fixture.push('topic', [['c', '1\n']]);
  fixture.clone.git('tag', 'v1', 'main');
  fixture.clone.git('push', '-q', 'origin', 'v1');
});
afterEach(() => fixture.remove());

/** A real push by a process of its own, with nothing of ours in its environment. */
function push(...what: readonly string[]) {
  const environment = { PATH: process.env['PATH'], HOME: fixture.clone.root, LC_ALL: 'C' };
  const command = ['-C', fixture.clone.root, 'push', 'origin', ...what];
  const { status, stderr } = spawnSync('git', command, { encoding: 'utf8', env: environment });
  return { landed: status === 0, said: stderr };
}
const references = () => fixture.inForge('for-each-ref', '--format=%(objectname) %(refname)');

describe('a push is refused', () => {
  it.each([
    ['to the protected branch', ['topic:main'], 'refs/heads/main is protected'],
    ['to it by force', ['+topic:main'], 'refs/heads/main is protected'],
    ['to its name in another case', ['topic:refs/heads/mAIn'], 'refs/heads/mAIn is protected'],
    ['that deletes it', [':main'], 'refs/heads/main is protected'],
    ['that makes a protected branch', ["topic:refs/heads/rel'$(id)"], 'is protected'],
    ['to it among others', ['topic:fine', 'topic:main'], 'open a request; merge-change merges it'],
    ['of everything', ['--mirror', '--force'], 'is protected'],
    ['that moves a tag', ['+topic:refs/tags/v1'], 'refs/tags/v1 is there and stays as it is'],
    ['that deletes a tag', [':refs/tags/v1'], 'refs/tags/v1 is there and stays as it is'],
    ['that makes a request', ['topic:refs/interlock/requests/1'], 'belongs to Interlock'],
    ['that sets a status', ['topic:refs/interlock/statuses/aa'], 'belongs to Interlock'],
    ['of replacements', ['topic:refs/replace/aa'], 'neither a branch nor a tag'],
  ])('%s', (_, what, words) => {
    fixture.clone.git('checkout', '-q', '-B', 'main', 'topic');
    fixture.clone.git('commit', '-q', '--allow-empty', '-m', 'mine');
    const before = references();
    const { landed, said } = push(...what);
    expect(landed).toBe(false);
    expect(said).toContain(words);
    expect(references()).toBe(before);
  });

  it('to another name of the branch', () => {
    fixture.inForge('symbolic-ref', 'refs/heads/alias', 'refs/heads/main');
    const { landed, said } = push('topic:alias');
    expect([landed, said]).toEqual([false, expect.stringContaining('is another name for a branch')]);
    expect(fixture.tip('main')).toBe(fixture.base);
  });

  it('to another name that nothing stands behind yet', () => {
    fixture.inForge('symbolic-ref', 'refs/heads/alias', "refs/heads/rel'$(id)");
    expect(push('topic:alias')).toMatchObject({ landed: false });
  });
});

it('lets branches be made, moved and deleted, and tags be made', () => {
  expect(push('topic:agent/one', 'topic:refs/tags/v2')).toMatchObject({ landed: true });
  expect(push('+main:agent/one')).toMatchObject({ landed: true });
  expect(push(':agent/one')).toMatchObject({ landed: true });
  expect(push('topic:main-2', 'topic:x/main')).toMatchObject({ landed: true });
});

it('lets nobody push the mark of a used approval: only who may write the repository uses one up', async () => {
  const digest: Digest = `sha256:${'a'.repeat(64)}`;
  const name = `refs/interlock/approvals/${'a'.repeat(64)}`;
  const refused = { landed: false, said: expect.stringContaining('belongs to Interlock') };
  expect(push(`topic:${name}`)).toMatchObject(refused);
  expect(push(`topic:${name}/in-the-way`)).toMatchObject(refused);
  expect(push('topic:refs/interlock')).toMatchObject({ landed: false });
  const use = { digest, repository: fixture.bare };
  expect(await consumeOnce(use)).toMatchObject({ value: { mark: { reference: name } } });
  expect(await consumeOnce(use)).toMatchObject({ value: { holder: { reference: name, origin: 'interlock' } } });
  expect(push(`+topic:${name}`)).toMatchObject(refused);
  expect(push(`:${name}`)).toMatchObject(refused);
});

it('takes no branch or tag for what Interlock keeps, whatever it is called', async () => {
  const head = fixture.tip('topic');
  const status = { commit: head, context: 'build', state: 'success', description: 'Well.' } as const;
  await fixture.forge.publishStatus(status);
  const stored = `refs/interlock/statuses/${head}`;
  const kept = fixture.inForge('rev-parse', stored);
  fixture.clone.git('fetch', '-q', 'origin', stored);
  fixture.inForge('update-ref', '-d', stored);
  expect(push(`${kept}:refs/heads/${stored}`, `${kept}:refs/tags/${stored}`)).toMatchObject({ landed: true });
  expect(await fixture.forge.readStatuses(head)).toEqual({ ok: true, value: [] });
  expect(await fixture.forge.publishStatus({ ...status, state: 'failure' })).toMatchObject({ ok: true });
  expect(await fixture.forge.readStatuses(head)).toMatchObject({ value: [{ state: 'failure' }] });
});

it('lets the forge merge, and is replaced by the next call', async () => {
  const head = fixture.tip('topic');
  await fixture.forge.openRequest({ branch: 'topic', base: 'main', title: 't', markdown: '' });
  expect(await fixture.forge.mergeRequest(fixture.merge(1, head))).toMatchObject({ ok: true });
  expect(await protectBranches(fixture.bare, ['release'])).toMatchObject({ ok: true });
  fixture.clone.git('fetch', '-q', 'origin');
  expect(push('topic:release')).toMatchObject({ landed: false });
  expect(push('origin/main:main', '+topic:main')).toMatchObject({ landed: false });
  expect(push('+topic:main')).toMatchObject({ landed: true });
});

it('holds whatever hooks the account that serves it has configured', () => {
  writeFileSync(join(fixture.clone.root, '.gitconfig'), '[core]\n\thooksPath = /nowhere\n');
  expect(push('topic:main')).toMatchObject({ landed: false });
});

it('keeps a hook of somebody else, and needs names of branches in a bare repository', async () => {
  const file = join(fixture.bare, 'hooks', 'pre-receive');
  writeFileSync(file, '#!/bin/sh\nexit 0\n');
  chmodSync(file, 0o755);
  expect(await protectBranches(fixture.bare, ['main'])).toMatchObject({ ok: false, error: { kind: 'conflict', file } });
  expect(readFileSync(file, 'utf8')).toBe('#!/bin/sh\nexit 0\n');
  expect(await protectBranches(fixture.bare, [])).toMatchObject({ ok: false, error: { kind: 'usage' } });
  expect(await protectBranches(fixture.bare, ['a b'])).toMatchObject({ ok: false, error: { kind: 'usage' } });
  expect(await protectBranches(fixture.bare, ['refs/heads/main'])).toMatchObject({
    ok: false,
    error: { kind: 'usage' },
  });
  expect(await protectBranches(fixture.clone.root, ['main'])).toMatchObject({
    ok: false,
    error: { kind: 'bad-repository' },
  });
});
