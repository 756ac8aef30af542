import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

describe('shallow clones', () => {
  it('answer where nothing that matters is cut, and fail otherwise', async () => {
    const repository = scratch();
    const ids = ['1', '2', '3', '4'].map((a) => repository.commit({ a }));
    const [, second = '', third = '', fourth = ''] = ids;
    const clone = folder();
    gitIn(clone, 'clone', '-q', '--depth', '2', `file://${repository.root}`, '.');
    const opened = await open(clone);
    expect(await opened.commits(third, fourth)).toMatchObject({ ok: true, value: [{ id: fourth }] });
    expect(await opened.mergeBase(third, fourth)).toEqual({ ok: true, value: third });
    const hint = expect.stringMatching(/fetch-depth: 0.*GIT_DEPTH: "0"/);
    expect(await opened.resolve('HEAD~2')).toMatchObject({ ok: false, error: { kind: 'shallow-clone', hint } });
    expect(await opened.resolve(second)).toMatchObject({ ok: false, error: { kind: 'shallow-clone', hint } });
    // the boundary has parents that are not here: its range would lack commits
    expect(await opened.commits(fourth, third)).toEqual({ ok: true, value: [] });
  });

  it('fail where the real answer is behind the cut', async () => {
    const repository = scratch();
    repository.commit({ a: '1' });
    const fork = repository.commit({ a: '2' });
    const side = repository.commit({ b: '1' });
    repository.git('checkout', '-q', '-b', 'other', fork);
    const other = repository.commit({ c: '1' });
    const clone = folder();
    gitIn(clone, 'clone', '-q', '--depth', '1', '--no-single-branch', `file://${repository.root}`, '.');
    const opened = await open(clone);
    expect(await opened.mergeBase(side, other)).toMatchObject({ ok: false, error: { kind: 'shallow-clone' } });
    expect(await opened.commits(side, other)).toMatchObject({ ok: false, error: { kind: 'shallow-clone' } });
  });

  it('do not take a common ancestor for the best one where a better one may be cut away', async () => {
    const repository = scratch();
    const old = repository.commit({ a: '1' });
    const best = repository.commit({ a: '2' });
    const one = repository.commit({ a: '3' });
    repository.git('checkout', '-q', '-b', 'other', best);
    repository.commit({ b: '1' });
    repository.git('checkout', '-q', '-b', 'from-old', old);
    repository.commit({ c: '1' });
    repository.git('checkout', '-q', 'other');
    repository.git('merge', '-q', '--no-ff', '-m', 'merge', 'from-old');
    const other = repository.git('rev-parse', 'HEAD');
    expect(await (await open(repository.root)).mergeBase(one, other)).toEqual({ ok: true, value: best });
    // cuts the path from `other` to `best`; `old` stays reachable through `from-old`
    writeFileSync(join(repository.root, '.git', 'shallow'), `${repository.git('rev-parse', 'other^1')}\n`);
    expect(repository.git('merge-base', one, other)).toBe(old);
    expect(await (await open(repository.root)).mergeBase(one, other)).toMatchObject({
      ok: false,
      error: { kind: 'shallow-clone', message: expect.stringMatching(/is cut/) },
    });
  });
});

it('a change and a base that merged each other have no single start, and are refused', async () => {
  const repository = scratchRepository();
  const root = repository.commit({ a: '1' });
  const one = repository.commit({ b: '1' });
  repository.git('checkout', '-q', '-b', 'other', root);
  const other = repository.commit({ c: '1' });
  repository.git('merge', '-q', '--no-ff', '-m', 'merge', one);
  const head = repository.git('rev-parse', 'HEAD');
  repository.git('checkout', '-q', '-B', 'base', one);
  repository.git('merge', '-q', '--no-ff', '-m', 'merge', other);
  const base = repository.git('rev-parse', 'HEAD');
  const opened = await openRepository(repository.root);
  if (!opened.ok) throw new Error(opened.error.message);
  expect(await opened.value.mergeBase(base, head)).toMatchObject({
    ok: false,
    error: { kind: 'bad-repository', message: expect.stringMatching(/have 2 best common ancestors/) },
  });
  repository.remove();
});
