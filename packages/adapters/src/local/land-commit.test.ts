import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { gitIn, scratchRepository, type ScratchRepository } from '../git/scratch-repository.ts';
import { landCommit } from './index.ts';

let repository: ScratchRepository;
let first = '';
let second = '';
beforeEach(() => {
  repository = scratchRepository();
  first = repository.commit({ a: '1' });
  second = repository.commit({ a: '2' });
  repository.git('branch', 'release', first);
});
afterEach(() => repository.remove());

const land = (commit: string, expectedHead: string, branch = 'release') =>
  landCommit({ repository: repository.root, branch, commit, expectedHead });
const at = (branch: string) => repository.git('rev-parse', branch);

it('moves a branch forward once, and again is success', async () => {
  expect(await land(second, first)).toEqual({ ok: true, value: undefined });
  expect(at('release')).toBe(second);
  expect(repository.git('reflog', '-1', '--format=%gs', 'release')).toBe('interlock: land');
  expect(await land(second, first)).toEqual({ ok: true, value: undefined });
});

it('leaves a branch that moved on', async () => {
  const other = repository.commit({ b: '1' });
  repository.git('branch', '-f', 'release', other);
  const refused = await land(second, first);
  expect(refused).toMatchObject({ ok: false, error: { message: expect.stringContaining(`points at ${other}`) } });
  expect(at('release')).toBe(other);
});

it('only moves forward, and only branches that exist, to commits that exist', async () => {
  repository.git('branch', '-f', 'release', second);
  expect(await land(first, second)).toMatchObject({ ok: false, error: { kind: 'bad-repository' } });
  expect(await land(second, first, 'nowhere')).toMatchObject({ ok: false, error: { kind: 'bad-repository' } });
  expect(await land('f'.repeat(40), second)).toMatchObject({ ok: false, error: { kind: 'bad-repository' } });
  expect(await land('main', second)).toMatchObject({ ok: false, error: { kind: 'bad-repository' } });
  expect(await land(second, first, 'a..b')).toMatchObject({ ok: false, error: { kind: 'usage' } });
  expect(at('release')).toBe(second);
});

it('moves only the reference of a branch that is checked out', async () => {
  repository.git('checkout', '-q', 'release');
  expect(await land(second, first)).toMatchObject({ ok: true });
  expect(at('HEAD')).toBe(second);
  expect(gitIn(repository.root, 'diff', '--stat', first)).toBe('');
});

it('lets one of several at once win', async () => {
  const candidates = ['x', 'y', 'z'].map((message) =>
    repository.git('commit-tree', `${first}^{tree}`, '-p', first, '-m', message),
  );
  const landed = await Promise.all(candidates.map((commit) => land(commit, first)));
  const winners = candidates.filter((_, index) => landed[index]?.ok);
  expect(winners).toEqual([at('release')]);
});
