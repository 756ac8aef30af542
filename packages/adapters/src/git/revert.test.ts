import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { revertCommit } from './index.ts';
import { gitIn, scratchRepository, type ScratchRepository } from './scratch-repository.ts';

let repository: ScratchRepository;
beforeEach(() => {
  repository = scratchRepository();
});
afterEach(() => repository.remove());

const request = (commits: readonly string[]) => ({
  repository: repository.root,
  commits,
  onto: 'main',
  message: 'Revert it\n\nReverts: x\n',
  author: { name: 'Bot', email: 'bot@example.com' },
  date: '2026-01-02T03:04:05.678Z',
  branch: 'interlock/revert',
});

/** The tree that git itself makes, in a clone of its own. */
function oracle(...revert: readonly string[]): string {
  const clone = mkdtempSync(join(tmpdir(), 'git-'));
  try {
    gitIn(clone, 'clone', '-q', repository.root, '.');
    gitIn(clone, 'revert', '--no-edit', ...revert);
    return gitIn(clone, 'rev-parse', 'HEAD^{tree}');
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
}

const lines = (changes: Readonly<Record<number, string>>) =>
  Array.from({ length: 40 }, (_, at) => `${changes[at] ?? `line ${at}`}\n`).join('');

describe('the tree is that of git revert', () => {
  it('for a commit with later changes to the same files', async () => {
    repository.commit({ a: lines({}), b: 'b', 'x/c': 'c', gone: 'gone' });
    repository.git('rm', '-q', 'gone');
    repository.git('update-index', '--chmod=+x', 'x/c');
    const bad = repository.commit({ a: lines({ 3: 'bad' }), 'new "file"\n': 'n', b: new Uint8Array([0, 1]) });
    const parent = repository.commit({ a: lines({ 3: 'bad', 30: 'later' }), d: 'd' });
    const tree = oracle(bad);
    const made = await revertCommit(request([bad]));
    expect(made).toMatchObject({ ok: true, value: { kind: 'committed', tree, parent } });
    expect(repository.git('cat-file', '-p', 'interlock/revert')).toBe(
      [
        `tree ${tree}`,
        `parent ${parent}`,
        'author Bot <bot@example.com> 1767323045 +0000',
        'committer Bot <bot@example.com> 1767323045 +0000',
        '',
        'Revert it\n\nReverts: x',
      ].join('\n'),
    );
    expect(repository.git('fsck', '--strict')).toBe('');
    // again: the same commit
    expect(await revertCommit(request([bad]))).toEqual(made);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('for a merge commit, against its first parent', async () => {
    const start = repository.commit({ a: lines({}) });
    repository.git('checkout', '-q', '-b', 'topic', start);
    repository.commit({ a: lines({ 20: 'topic' }), t: 't' });
    repository.git('checkout', '-q', 'main');
    repository.commit({ a: lines({ 2: 'main' }) });
    repository.git('merge', '-q', '--no-ff', '-m', 'merge', 'topic');
    const merge = repository.git('rev-parse', 'HEAD');
    repository.commit({ a: lines({ 2: 'main', 20: 'topic', 38: 'later' }) });
    const tree = oracle('-m', '1', merge);
    expect(await revertCommit(request([merge]))).toMatchObject({ ok: true, value: { kind: 'committed', tree } });
  });

  it('for several commits, newest first, in one commit', async () => {
    repository.commit({ a: lines({}) });
    const one = repository.commit({ a: lines({ 5: 'one' }) });
    const two = repository.commit({ a: lines({ 5: 'two' }), b: 'b' });
    const head = repository.commit({ c: 'c' });
    const tree = oracle(two, one);
    const made = await revertCommit(request([two, one]));
    expect(made).toMatchObject({ ok: true, value: { kind: 'committed', tree, parent: head } });
    expect(repository.git('rev-list', '--count', 'main..interlock/revert')).toBe('1');
  });

  it('for a file that has been renamed and changed since', async () => {
    repository.commit({ a: lines({}), z: 'z' });
    const bad = repository.commit({ a: lines({ 5: 'bad' }) });
    repository.git('mv', 'a', 'b');
    repository.commit({ b: lines({ 5: 'bad', 30: 'later' }) });
    const tree = oracle(bad);
    expect(await revertCommit(request([bad]))).toMatchObject({ ok: true, value: { kind: 'committed', tree } });
    expect(repository.git('ls-tree', '--name-only', 'interlock/revert')).toBe('b\nz');
    expect(repository.git('show', 'interlock/revert:b')).toBe(lines({ 30: 'later' }).trimEnd());
    expect(repository.git('fsck', '--strict', '--no-dangling')).toBe('');
    expect(repository.git('fsck', '--unreachable')).toBe('');
  });

  it('for the first commit of a repository', async () => {
    const root = repository.commit({ a: 'a' });
    repository.commit({ b: 'b' });
    expect(await revertCommit(request([root]))).toMatchObject({ ok: true, value: { tree: oracle(root) } });
  });
});

it('answers no-op for what is reverted already', async () => {
  repository.commit({ a: '1\n' });
  const bad = repository.commit({ a: '2\n' });
  repository.commit({ a: '1\n' });
  expect(await revertCommit(request([bad]))).toEqual({ ok: true, value: { kind: 'no-op' } });
  expect(() => repository.git('rev-parse', '--verify', 'interlock/revert')).toThrow();
});

describe('a branch that an earlier run made', () => {
  it('moves on with the branch that the revert is for', async () => {
    repository.commit({ a: lines({}) });
    const bad = repository.commit({ a: lines({ 5: 'bad' }) });
    const first = await revertCommit(request([bad]));
    const head = repository.commit({ b: 'meanwhile' });
    const tree = oracle(bad);
    const second = await revertCommit(request([bad]));
    expect(second).toMatchObject({ ok: true, value: { kind: 'committed', tree, parent: head } });
    expect(second).not.toEqual(first);
    expect(second.ok && second.value.kind === 'committed' && second.value.commit).toBe(
      repository.git('rev-parse', 'interlock/revert'),
    );
    expect(repository.git('rev-list', '--count', 'main..interlock/revert')).toBe('1');
  });

  it('stays where somebody has added to it, or made one like it', async () => {
    repository.commit({ a: lines({}) });
    const bad = repository.commit({ a: lines({ 5: 'bad' }) });
    await revertCommit(request([bad]));
    const made = repository.git('rev-parse', 'interlock/revert');
    const added = repository.git('commit-tree', `${made}^{tree}`, '-p', made, '-m', 'by hand');
    const alike = repository.git('commit-tree', `${made}^{tree}`, '-p', bad, '-m', 'by hand');
    repository.commit({ b: 'meanwhile' });
    for (const other of [added, alike]) {
      repository.git('update-ref', 'refs/heads/interlock/revert', other);
      expect(await revertCommit(request([bad]))).toMatchObject({ ok: false, error: { kind: 'bad-repository' } });
      expect(repository.git('rev-parse', 'interlock/revert')).toBe(other);
    }
  });
});

describe('conflicts', () => {
  it('name every path and make nothing', async () => {
    repository.commit({ a: lines({}), 'b\n"': 'b', c: new Uint8Array([0, 1]), d: 'd', ok: lines({}) });
    const bad = repository.commit({
      a: lines({ 5: 'bad' }),
      'b\n"': 'bad',
      c: new Uint8Array([0, 2]),
      d: 'bad',
      ok: lines({ 1: 'bad' }),
    });
    repository.git('rm', '-q', 'd');
    repository.commit({
      a: lines({ 5: 'worse' }),
      'b\n"': 'worse',
      c: new Uint8Array([0, 3]),
      ok: lines({ 1: 'bad', 30: 'x' }),
    });
    expect(() => oracle(bad)).toThrow();
    expect(await revertCommit(request([bad]))).toMatchObject({
      ok: false,
      error: {
        kind: 'bad-repository',
        message: 'The revert conflicts with later changes in "a", "b\\n\\"", "c", "d".',
      },
    });
    expect(() => repository.git('rev-parse', '--verify', 'interlock/revert')).toThrow();
    expect(repository.git('fsck', '--unreachable')).toBe('');
  });

  it('with a later rename do not leave the content where it went', async () => {
    repository.commit({ z: 'z' });
    const bad = repository.commit({ a: lines({}) });
    repository.git('mv', 'a', 'b');
    repository.commit({ b: lines({ 7: 'later' }) });
    expect(() => oracle(bad)).toThrow();
    expect(await revertCommit(request([bad]))).toMatchObject({
      ok: false,
      error: { kind: 'bad-repository', message: 'The revert conflicts with later changes in "b".' },
    });
  });

  it('of a file that would go where its folder was are not guessed at', async () => {
    repository.commit({ 'd/x': lines({}), 'd/y': 'y', 'd/z': 'z' });
    repository.git('rm', '-q', 'd/x');
    const bad = repository.commit({});
    repository.git('mv', 'd', 'e');
    repository.commit({});
    expect(() => oracle(bad)).toThrow();
    expect(await revertCommit(request([bad]))).toMatchObject({
      ok: false,
      error: { kind: 'bad-repository', message: 'The revert conflicts with later changes in "e/x".' },
    });
  });

  it('between a file and a folder are a failure', async () => {
    repository.commit({ a: 'file', z: 'z' });
    repository.git('rm', '-q', 'a');
    const bad = repository.commit({ z: 'y' });
    repository.commit({ 'a/b': 'folder' });
    expect(await revertCommit(request([bad]))).toMatchObject({ ok: false, error: { kind: 'bad-repository' } });
  });
});

describe('refusals', () => {
  it('leave a branch of that name that has another commit', async () => {
    repository.commit({ a: '1' });
    const bad = repository.commit({ a: '2' });
    repository.git('branch', 'interlock/revert', 'main');
    expect(await revertCommit(request([bad]))).toMatchObject({
      ok: false,
      error: { kind: 'bad-repository', message: expect.stringMatching(/exists already/) },
    });
    expect(repository.git('rev-parse', 'interlock/revert')).toBe(bad);
  });

  it('of requests that cannot be meant', async () => {
    const bad = repository.commit({ a: '1' });
    const good = request([bad]);
    for (const wrong of [
      { ...good, commits: [] },
      { ...good, branch: '../x' },
      { ...good, onto: 'a b' },
      { ...good, date: 'yesterday' },
      { ...good, author: { name: 'a\nparent x', email: 'b' } },
      { ...good, message: '' },
    ])
      expect(await revertCommit(wrong)).toMatchObject({ ok: false, error: { kind: 'usage' } });
    for (const wrong of [
      { ...good, commits: ['HEAD'] },
      { ...good, commits: ['0'.repeat(40)] },
      { ...good, onto: 'nowhere' },
      { ...good, repository: '/nowhere' },
    ])
      expect(await revertCommit(wrong)).toMatchObject({ ok: false, error: { kind: 'bad-repository' } });
  });

  it('in a shallow clone where the parent is not here', async () => {
    repository.commit({ a: '1' });
    const bad = repository.commit({ a: '2' });
    const clone = mkdtempSync(join(tmpdir(), 'git-'));
    gitIn(clone, 'clone', '-q', '--depth', '1', `file://${repository.root}`, '.');
    expect(await revertCommit({ ...request([bad]), repository: clone })).toMatchObject({
      ok: false,
      error: { kind: 'shallow-clone' },
    });
    rmSync(clone, { recursive: true, force: true });
  });
});
