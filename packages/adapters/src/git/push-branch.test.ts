import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { startGitServer } from '@interlock/twin/git';
import { serveRepository, type ServedRepository } from './git-server-fixture.ts';
import { pushBranch } from './index.ts';

let served: ServedRepository;
beforeEach(async () => {
  served = await serveRepository();
});
afterEach(() => served.remove());

const push = (commit: string, more: object = {}) =>
  pushBranch({
    repository: served.repository.root,
    commit,
    branch: 'interlock/rollback-1',
    url: served.url,
    user: 'x-access-token',
    token: served.token,
    ...more,
  });

it('makes the branch point at the commit, again and after it moved', async () => {
  const { first, forge, repository } = served;
  const second = repository.commit({ a: '2' });
  const side = repository.git('commit-tree', `${first}^{tree}`, '-p', first, '-m', 'another');
  for (const commit of [second, second, side]) {
    expect(await push(commit)).toEqual({ ok: true, value: undefined });
    expect(forge('rev-parse', 'interlock/rollback-1')).toBe(commit);
  }
  expect(forge('rev-parse', 'main')).toBe(first);
});

it('goes to no other place than the one that is named, whatever the configuration of the repository says', async () => {
  const { repository, url } = served;
  const other = await startGitServer({ root: repository.root, token: served.token });
  const server = new URL(url).origin;
  repository.git('config', `url.${other.url}/.insteadOf`, `${server}/`);
  repository.git('config', `url.${other.url}/.pushInsteadOf`, `${server}/`);
  repository.git('config', 'http.proxy', other.url);
  await other.close();
  expect(await push(repository.commit({ a: '2' }))).toMatchObject({ ok: true });
});

it('fails without the right token, and tells neither it nor its encoding', async () => {
  const wrong = 'another-secret';
  const refused = await push(served.first, { token: wrong });
  expect(refused).toMatchObject({ ok: false, error: { kind: 'service-failed', hint: expect.stringMatching(/write/) } });
  expect(JSON.stringify(refused)).not.toContain(wrong);
  expect(JSON.stringify(refused)).not.toContain(Buffer.from(`x-access-token:${wrong}`).toString('base64'));
});

it.each([
  ['a local path', { url: '/tmp/repo.git' }, 'usage'],
  ['another protocol', { url: 'ext::sh -c touch% /tmp/x' }, 'usage'],
  ['a commit that is not there', { commit: 'f'.repeat(40) }, 'service-failed'],
])('fails for %s', async (_, more, kind) => {
  expect(await push(served.first, more)).toMatchObject({ ok: false, error: { kind } });
});

it('says so where another branch is called like the one that is not there yet', async () => {
  const { first, forge, repository } = served;
  forge('update-ref', 'refs/heads/refs/heads/interlock/rollback-1', first);
  expect(await push(repository.commit({ a: '2' }))).toMatchObject({
    ok: false,
    error: { kind: 'service-failed', message: expect.stringContaining('refs/heads/refs/heads/interlock/rollback-1,') },
  });
});
