import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { startGitServer, type GitServer } from '@interlock/twin/git';
import { pushBranch } from './index.ts';
import { scratchRepository, type ScratchRepository } from './scratch-repository.ts';

const token = 'secret-of-this-test';
let root = '';
let server: GitServer;
let repository: ScratchRepository;
let first = '';

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'interlock-push-'));
  mkdirSync(join(root, 'octo'));
  repository = scratchRepository();
  first = repository.commit({ a: '1' });
  execFileSync('git', ['clone', '-q', '--bare', repository.root, join(root, 'octo/repo.git')]);
  server = await startGitServer({ root, token });
});
afterEach(async () => {
  await server.close();
  repository.remove();
  rmSync(root, { recursive: true, force: true });
});

const forge = (...args: readonly string[]) =>
  execFileSync('git', ['--git-dir', join(root, 'octo/repo.git'), ...args], { encoding: 'utf8' }).trim();
const push = (commit: string, more: object = {}) =>
  pushBranch({
    repository: repository.root,
    commit,
    branch: 'interlock/rollback-1',
    url: `${server.url}/octo/repo.git`,
    user: 'x-access-token',
    token,
    ...more,
  });

it('makes the branch point at the commit, again and after it moved', async () => {
  const second = repository.commit({ a: '2' });
  const side = repository.git('commit-tree', `${first}^{tree}`, '-p', first, '-m', 'another');
  for (const commit of [second, second, side]) {
    expect(await push(commit)).toEqual({ ok: true, value: undefined });
    expect(forge('rev-parse', 'interlock/rollback-1')).toBe(commit);
  }
  expect(forge('rev-parse', 'main')).toBe(first);
});

it('goes to no other place than the one that is named, whatever the configuration of the repository says', async () => {
  const other = await startGitServer({ root, token });
  repository.git('config', `url.${other.url}/.insteadOf`, `${server.url}/`);
  repository.git('config', `url.${other.url}/.pushInsteadOf`, `${server.url}/`);
  repository.git('config', 'http.proxy', other.url);
  await other.close();
  expect(await push(repository.commit({ a: '2' }))).toMatchObject({ ok: true });
});

it('fails without the right token, and tells neither it nor its encoding', async () => {
  const wrong = 'another-secret';
  const refused = await push(first, { token: wrong });
  expect(refused).toMatchObject({ ok: false, error: { kind: 'service-failed', hint: expect.stringMatching(/write/) } });
  expect(JSON.stringify(refused)).not.toContain(wrong);
  expect(JSON.stringify(refused)).not.toContain(Buffer.from(`x-access-token:${wrong}`).toString('base64'));
});

it.each([
  ['a local path', { url: '/tmp/repo.git' }, 'usage'],
  ['another protocol', { url: 'ext::sh -c touch% /tmp/x' }, 'usage'],
  ['a commit that is not there', { commit: 'f'.repeat(40) }, 'service-failed'],
])('fails for %s', async (_, more, kind) => {
  expect(await push(first, more)).toMatchObject({ ok: false, error: { kind } });
});
