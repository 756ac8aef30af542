import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { landCommit } from '../local/index.ts';
import { openRepository, revertCommit } from './index.ts';
import { forgetRun, makeHostile, ranProgram } from './make-hostile.ts';
import { scratchRepository } from './scratch-repository.ts';

/** A repository whose configuration, hooks and attributes run a program wherever git lets them. */
const repository = scratchRepository();
const { root, git } = repository;
let base = '';
let head = '';

beforeAll(() => {
  const lines = Array.from({ length: 20 }, (_, at) => `line ${at}`);
  base = repository.commit({ a: lines.join('\n'), 'package.json': '{}\n' });
  head = repository.commit({
    a: lines.with(2, 'changed').join('\n'),
    'package.json': '{"a":1}\n',
    '.gitattributes': '* diff=evil filter=evil merge=evil text eol=crlf ident -diff\n',
  });
  repository.commit({ a: lines.with(2, 'changed').with(18, 'later').join('\n') });
  makeHostile(root);
});
beforeEach(() => forgetRun(root));
afterAll(() => repository.remove());

it.each([
  ['a filter or the file system monitor', ['status', '--porcelain']],
  ['an external diff', ['diff', 'HEAD~2', 'HEAD', '--', 'a']],
  ['a hook', ['update-ref', 'refs/heads/control', 'HEAD']],
])('plain git in this repository runs %s: the traps work', (_, command) => {
  try {
    git(...command);
  } catch {
    // a trap may also make git fail
  }
  expect(ranProgram(root)).toBe(true);
});

it('reading runs nothing and sees text as text', async () => {
  const opened = await openRepository(root);
  if (!opened.ok) throw new Error(opened.error.message);
  const { value } = opened;
  expect(await value.resolve('main~1')).toEqual({ ok: true, value: head });
  expect(await value.mergeBase(base, head)).toEqual({ ok: true, value: base });
  expect(await value.changedFiles(base, head)).toMatchObject({
    ok: true,
    value: [
      { path: '.gitattributes', binary: false, addedLines: [[1, 1]] },
      { path: 'a', binary: false, added: 1, removed: 1, addedLines: [[3, 3]] },
      { path: 'package.json', binary: false, addedLines: [[1, 1]] },
    ],
  });
  expect(await value.commits(base, head)).toMatchObject({ ok: true, value: [{ id: head }] });
  const read = await value.tree(head).read('package.json');
  expect(read).toEqual({ ok: true, value: new TextEncoder().encode('{"a":1}\n') });
  expect(ranProgram(root)).toBe(false);
});

it('no attributes of the clone or the current folder hide a change', async () => {
  const opened = await openRepository(root);
  if (!opened.ok) throw new Error(opened.error.message);
  const seen = async () => {
    const files = await opened.value.changedFiles(base, head);
    return files.ok && files.value.map(({ path, binary }) => [path, binary]);
  };
  const text = ['.gitattributes', 'a', 'package.json'].map((path) => [path, false]);
  const current = process.cwd();
  const attributes = join(root, '.git', 'info', 'attributes');
  const show = () => git('-c', 'core.fsmonitor=false', 'diff-tree', '-r', '--numstat', base, head, '--', 'a');
  try {
    process.chdir(root);
    expect(await seen()).toEqual(text);
    rmSync(join(root, '.gitattributes'));
    expect(await seen()).toEqual(text);
    writeFileSync(attributes, '* -diff\n');
    expect(await seen()).toEqual(text);
    expect(show()).toBe('-\t-\ta');
  } finally {
    process.chdir(current);
    rmSync(attributes, { force: true });
  }
});

it('reverting and landing run nothing', async () => {
  const before = await openRepository(root);
  if (!before.ok) throw new Error(before.error.message);
  const reverted = await revertCommit({
    repository: root,
    commits: [head],
    onto: 'main',
    message: 'Revert\n',
    author: { name: 'Jürgen', email: 'bot@example.com' },
    date: '2026-01-02T03:04:05Z',
    branch: 'interlock/revert',
  });
  if (!reverted.ok || reverted.value.kind !== 'committed') throw new Error('not reverted');
  const { commit, parent } = reverted.value;
  expect(await landCommit({ repository: root, branch: 'main', commit, expectedHead: parent })).toMatchObject({
    ok: true,
  });
  expect(ranProgram(root)).toBe(false);
  expect(await before.value.commits(parent, commit)).toMatchObject({
    ok: true,
    value: [{ author: { name: 'Jürgen' }, message: 'Revert\n' }],
  });
  const restored = await before.value.tree(commit).read('a');
  expect(restored.ok && new TextDecoder().decode(restored.value)).toMatch(/line 2\n[\s\S]*\nlater\nline 19$/);
  expect(await before.value.tree(commit).list()).toEqual({ ok: true, value: ['a', 'package.json'] });
});
