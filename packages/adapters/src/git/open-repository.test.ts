import { afterEach, describe, expect, it } from '@jest/globals';
import { chmodSync, chownSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Repository } from '@interlock/core/ports';
import { openRepository } from './index.ts';
import { gitIn, scratchRepository, type ScratchRepository } from './scratch-repository.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

function scratch(): ScratchRepository {
  const repository = scratchRepository();
  cleanups.push(() => repository.remove());
  return repository;
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'git-'));
  cleanups.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function open(path: string): Promise<Repository> {
  const opened = await openRepository(path);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

const text = (bytes: string) => ({ ok: true, value: new TextEncoder().encode(bytes) });
const failure = (kind: string, message: RegExp) => ({
  ok: false,
  error: { kind, message: expect.stringMatching(message) },
});

describe('tree', () => {
  it('lists and reads regular files of a commit only', async () => {
    const repository = scratch();
    symlinkSync('a', join(repository.root, 'link'));
    const id = repository.commit({
      'b.lock': 'b',
      a: '',
      'src/ä "x"\n.ts': 'odd',
      'node_modules/x/index.js': 'x',
      'node_modules.txt': 'kept',
    });
    repository.git('update-index', '--add', '--cacheinfo', `160000,${id},sub`);
    repository.git('commit', '-qm', 'submodule');
    const tree = (await open(repository.root)).tree(repository.git('rev-parse', 'HEAD'));
    expect(await tree.list()).toEqual({ ok: true, value: ['a', 'b.lock', 'node_modules.txt', 'src/ä "x"\n.ts'] });
    const read = await Promise.all(
      ['a', 'b.lock', 'src/ä "x"\n.ts', 'link', 'sub', 'src', '../a', 'none'].map((path) => tree.read(path)),
    );
    const none = { ok: true, value: undefined };
    expect(read).toEqual([text(''), text('b'), text('odd'), none, none, none, none, none]);
    expect(await tree.read('node_modules/x/index.js')).toEqual(text('x'));
  });

  it('reads large content whole and refuses what is above the limit', async () => {
    const repository = scratch();
    const large = new Uint8Array(3_000_000).map((_, at) => at % 251);
    const id = repository.commit({ large, huge: new Uint8Array(64 * 1024 * 1024 + 1), small: 's' });
    const tree = (await open(repository.root)).tree(id);
    const [first, huge, small] = await Promise.all([tree.read('large'), tree.read('huge'), tree.read('small')]);
    expect(first.ok && first.value !== undefined && Buffer.compare(first.value, large)).toBe(0);
    expect(huge).toMatchObject({ ok: false, error: { kind: 'bad-repository', file: 'huge' } });
    expect(small).toEqual(text('s'));
  });

  it('reads again after the shared git process has gone', async () => {
    const repository = scratch();
    const id = repository.commit({ a: '1' });
    const tree = (await open(repository.root)).tree(id);
    expect(await tree.read('a')).toEqual(text('1'));
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(await tree.read('a')).toEqual(text('1'));
  });

  it('refuses names that are not full, missing objects and paths that are not UTF-8', async () => {
    const repository = scratch();
    repository.commit({ a: '1' });
    const opened = await open(repository.root);
    expect(await opened.tree('HEAD').list()).toMatchObject(failure('bad-repository', /not the full name/));
    expect(await opened.tree('0'.repeat(40)).read('a')).toMatchObject({ ok: false });
    writeFileSync(Buffer.concat([Buffer.from(`${repository.root}/`), Buffer.from([0xff, 0x61])]), 'x');
    const id = repository.commit({});
    expect(await opened.tree(id).list()).toMatchObject(failure('bad-repository', /not UTF-8/));
    const blob = repository.git('rev-parse', `${id}:a`);
    rmSync(join(repository.root, '.git', 'objects', blob.slice(0, 2), blob.slice(2)), { force: true });
    const first = repository.git('rev-parse', `${id}~1`);
    expect(await opened.tree(first).read('a')).toMatchObject(failure('bad-repository', /not in this repository/));
  });
});

describe('commits', () => {
  it('come newest first with what the objects say', async () => {
    const repository = scratch();
    const base = repository.commit({ a: '1' });
    const one = repository.commit({ a: '2' });
    repository.git('commit', '-q', '--allow-empty', '-m', 'Titel: Grüße\n\nBody', '--author=Jürgen <j@example.com>');
    const two = repository.git('rev-parse', 'HEAD');
    const opened = await open(repository.root);
    expect(await opened.commits(base, two)).toMatchObject({
      ok: true,
      value: [
        {
          id: two,
          parents: [one],
          tree: repository.git('rev-parse', 'HEAD^{tree}'),
          author: { name: 'Jürgen', email: 'j@example.com' },
          committer: { name: 'Ada', email: 'ada@example.com' },
          committedAt: Number(repository.git('log', '-1', '--format=%ct')),
          message: 'Titel: Grüße\n\nBody\n',
        },
        { id: one, parents: [base] },
      ],
    });
    expect(await opened.commits(two, base)).toEqual({ ok: true, value: [] });
    expect(await opened.commits('--all', base)).toMatchObject(failure('bad-repository', /not the full name/));
  });

  it('ignore replaced objects and grafts', async () => {
    const repository = scratch();
    const base = repository.commit({ a: '1' });
    const middle = repository.commit({ a: '2' });
    const head = repository.commit({ a: '3' });
    repository.git('replace', '--graft', head, base);
    writeFileSync(join(repository.root, '.git', 'info', 'grafts'), `${head} ${base}\n`);
    expect(await (await open(repository.root)).commits(base, head)).toMatchObject({
      ok: true,
      value: [{ id: head, parents: [middle] }, { id: middle }],
    });
  });
});

describe('kinds of repository', () => {
  it('opens bare repositories, linked work trees and detached heads', async () => {
    const repository = scratch();
    const first = repository.commit({ a: '1' });
    const head = repository.commit({ a: '2' });
    const [bare, linked] = [folder(), join(folder(), 'linked')];
    gitIn(bare, 'clone', '-q', '--bare', repository.root, '.');
    repository.git('worktree', 'add', '-q', '--detach', linked, first);
    expect(await (await open(bare)).resolve('HEAD')).toEqual({ ok: true, value: head });
    const inLinked = await open(linked);
    expect(await inLinked.resolve('HEAD')).toEqual({ ok: true, value: first });
    expect(await inLinked.changedFiles(first, head)).toMatchObject({ ok: true, value: [{ path: 'a' }] });
    expect(await inLinked.tree(head).read('a')).toEqual(text('2'));
    expect(await inLinked.commits(first, head)).toMatchObject({ ok: true, value: [{ id: head }] });
  });

  it('opens repositories with SHA-256 names', async () => {
    const root = folder();
    gitIn(root, 'init', '-q', '--object-format=sha256', '.');
    for (const content of ['1', '2']) {
      writeFileSync(join(root, 'a'), content);
      gitIn(root, 'add', '-A');
      gitIn(root, 'commit', '-qm', content);
    }
    const [base, head] = ['HEAD~1', 'HEAD'].map((revision) => gitIn(root, 'rev-parse', revision));
    const opened = await open(root);
    expect(await opened.changedFiles(base ?? '', head ?? '')).toMatchObject({ ok: true, value: [{ path: 'a' }] });
    expect(await opened.commits(base ?? '', head ?? '')).toMatchObject({ ok: true, value: [{ parents: [base] }] });
    expect(await opened.tree(head ?? '').read('a')).toEqual(text('2'));
  });

  it('opens a repository of another user', async () => {
    if (process.getuid?.() !== 0) return;
    const repository = scratch();
    const head = repository.commit({ a: '1' });
    gitIn('/', '-C', repository.root, 'config', 'core.x', 'y');
    for (const path of ['', '.git', '.git/config']) chownSync(join(repository.root, path), 65534, 65534);
    expect(() => repository.git('status')).toThrow(/dubious ownership/);
    expect(await (await open(repository.root)).resolve('HEAD')).toEqual({ ok: true, value: head });
  });

  it.each(['tag', 'branch'])('does not take a %s for the commit whose abbreviated name it bears', async (kind) => {
    const repository = scratch();
    const first = repository.commit({ a: '1' });
    const second = repository.commit({ a: '2' });
    repository.git(kind, second.slice(0, 7), first);
    repository.git(kind, second, first);
    const opened = await open(repository.root);
    expect(repository.git('rev-parse', '-q', '--verify', second.slice(0, 7))).toBe(first);
    for (const revision of [second.slice(0, 7), `${second.slice(0, 7)}^0`, `${second}^0`]) {
      expect(await opened.resolve(revision)).toMatchObject(
        failure('bad-repository', /can be refs\/(tags|heads)\/[0-9a-f]+ or an abbreviated commit/),
      );
    }
    expect(await opened.resolve(second)).toEqual({ ok: true, value: second });
    expect(await opened.resolve(second.slice(0, 9))).toEqual({ ok: true, value: second });
  });

  it('does not take a tag for a branch of the same name', async () => {
    const repository = scratch();
    const first = repository.commit({ a: '1' });
    const head = repository.commit({ a: '2' });
    const opened = await open(repository.root);
    expect(await opened.resolve('main~1')).toEqual({ ok: true, value: first });
    repository.git('tag', 'main', first);
    expect(repository.git('rev-parse', 'main')).toBe(first);
    for (const revision of ['main', 'main^0', 'main@{0}'])
      expect(await opened.resolve(revision)).toMatchObject(
        failure('bad-repository', /refs\/heads\/main or refs\/tags\/main/),
      );
    expect(await opened.resolve('refs/heads/main')).toEqual({ ok: true, value: head });
    expect(await opened.resolve('heads/main')).toEqual({ ok: true, value: head });
  });

  it('says so where there is no commit, no repository or no common history', async () => {
    const repository = scratch();
    const empty = await open(repository.root);
    expect(await empty.resolve('HEAD')).toMatchObject(failure('bad-repository', /refs\/heads\/main has no commit yet/));
    expect(await openRepository(folder())).toMatchObject(failure('bad-repository', /not a git repository/));
    expect(await openRepository('/nowhere')).toMatchObject(failure('bad-repository', /not a git repository/));
    const one = repository.commit({ a: '1' });
    repository.git('checkout', '-q', '--orphan', 'other');
    const other = repository.commit({ b: '1' });
    expect(await empty.mergeBase(one, other)).toMatchObject(failure('bad-repository', /no common history/));
    expect(await empty.resolve('a\0b')).toMatchObject({ ok: false, error: { kind: 'bad-repository' } });
  });

  it('says so where git is missing or too old', async () => {
    const path = process.env['PATH'] ?? '';
    const programs = folder();
    cleanups.push(() => {
      process.env['PATH'] = path;
    });
    process.env['PATH'] = programs;
    expect(await openRepository('.')).toMatchObject(failure('service-failed', /not found/));
    writeFileSync(join(programs, 'git'), '#!/bin/sh\necho git version 2.33.8\n');
    chmodSync(join(programs, 'git'), 0o755);
    expect(await openRepository('.')).toMatchObject(failure('service-failed', /too old: "git version 2.33.8"/));
  });
});
