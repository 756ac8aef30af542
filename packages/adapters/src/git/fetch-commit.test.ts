import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { startGitServer, type GitServer } from '@interlock/twin/git';
import { fetchCommit } from './index.ts';
import { gitIn, scratchRepository, type ScratchRepository } from './scratch-repository.ts';

const token = 'secret-of-this-test';
let root = '';
let server: GitServer;
let repository: ScratchRepository;
let first = '';

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'interlock-fetch-'));
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

const forge = (...command: readonly string[]) => gitIn(join(root, 'octo/repo.git'), ...command);
const fetch = (commit: string, more: object = {}) =>
  fetchCommit({
    repository: repository.root,
    commit,
    known: [first],
    url: `${server.url}/octo/repo.git`,
    user: 'x-access-token',
    token,
    ...more,
  });

it('takes a commit with its history, and makes no reference', async () => {
  const second = forge('commit-tree', `${first}^{tree}`, '-p', first, '-m', 'second');
  const third = forge('commit-tree', `${first}^{tree}`, '-p', second, '-m', 'third');
  forge('update-ref', 'refs/heads/main', third);
  const before = repository.git('for-each-ref');
  expect(await fetch(third)).toEqual({ ok: true, value: undefined });
  expect(repository.git('rev-list', third).split('\n')).toEqual([third, second, first]);
  expect(repository.git('for-each-ref')).toBe(before);
});

it('asks nobody for a commit that is there', async () => {
  expect(await fetch(first, { url: 'https://nowhere.invalid/x.git' })).toEqual({ ok: true, value: undefined });
});

it('fails for one that is not there either, and without telling the token', async () => {
  const failed = await fetch('f'.repeat(40));
  expect(failed).toMatchObject({ ok: false, error: { kind: 'service-failed' } });
  expect(JSON.stringify(failed)).not.toContain(token);
});
