import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { serveRepository, type ServedRepository } from './git-server-fixture.ts';
import { fetchCommit } from './index.ts';

let served: ServedRepository;
beforeEach(async () => {
  served = await serveRepository();
});
afterEach(() => served.remove());

const fetch = (commit: string, more: object = {}) =>
  fetchCommit({
    repository: served.repository.root,
    commit,
    known: [served.first],
    url: served.url,
    user: 'x-access-token',
    token: served.token,
    ...more,
  });

it('takes a commit with its history, and makes no reference', async () => {
  const { first, forge, repository } = served;
  const second = forge('commit-tree', `${first}^{tree}`, '-p', first, '-m', 'second');
  const third = forge('commit-tree', `${first}^{tree}`, '-p', second, '-m', 'third');
  forge('update-ref', 'refs/heads/main', third);
  const before = repository.git('for-each-ref');
  expect(await fetch(third)).toEqual({ ok: true, value: undefined });
  expect(repository.git('rev-list', third).split('\n')).toEqual([third, second, first]);
  expect(repository.git('for-each-ref')).toBe(before);
});

it('asks nobody for a commit that is there', async () => {
  expect(await fetch(served.first, { url: 'https://nowhere.invalid/x.git' })).toEqual({ ok: true, value: undefined });
});

it('fails for one that is not there either, and without telling the token', async () => {
  const failed = await fetch('f'.repeat(40));
  expect(failed).toMatchObject({ ok: false, error: { kind: 'service-failed' } });
  expect(JSON.stringify(failed)).not.toContain(served.token);
});
