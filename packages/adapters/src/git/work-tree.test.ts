import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { readWorkTree } from './index.ts';

function committed(...init: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-tree-'));
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.c', ...args], { cwd: folder, encoding: 'utf8' });
  git('init', '-q', ...init);
  mkdirSync(join(folder, 'sub'));
  writeFileSync(join(folder, 'sub/a\tä'), 'a\n');
  writeFileSync(join(folder, 'tool'), '#!/bin/sh\n', { mode: 0o755 });
  symlinkSync('tool', join(folder, 'link'));
  git('add', '.');
  git('commit', '-q', '-m', 'one');
  return { folder, at: (name: string) => join(folder, name), git, head: git('rev-parse', 'HEAD').trim() };
}

it.each([[[]], [['--object-format=sha256']]])('is clean beside files that git does not track (%j)', async (init) => {
  const { at, folder, head } = committed(...init);
  writeFileSync(at('untracked'), '');
  expect(await readWorkTree(folder)).toEqual({ ok: true, value: { commit: head, state: 'clean' } });
});

it.each<readonly [string, (at: (name: string) => string) => void]>([
  ['another content', (at) => writeFileSync(at('sub/a\tä'), 'b\n')],
  ['a file less', (at) => rmSync(at('tool'))],
  ['a right less', (at) => chmodSync(at('tool'), 0o644)],
  [
    'a link elsewhere',
    (at) => {
      unlinkSync(at('link'));
      symlinkSync('sub', at('link'));
    },
  ],
  [
    'a link where a file was',
    (at) => {
      rmSync(at('tool'));
      symlinkSync('link', at('tool'));
    },
  ],
])('is changed by %s', async (_, change) => {
  const { at, folder, head } = committed();
  change(at);
  expect(await readWorkTree(folder)).toEqual({ ok: true, value: { commit: head, state: 'changed' } });
});

it('runs no filter of the repository', async () => {
  const { at, folder, git } = committed();
  git('config', 'filter.evil.clean', `touch '${at('marker')}'`);
  git('config', 'core.fsmonitor', `touch '${at('marker')}'`);
  writeFileSync(at('.gitattributes'), '* filter=evil\n');
  expect(await readWorkTree(folder)).toMatchObject({ value: { state: 'clean' } });
  expect(existsSync(at('marker'))).toBe(false);
});

it('is none outside a repository, and a failure before the first commit', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-tree-'));
  expect(await readWorkTree(folder)).toEqual({ ok: true, value: undefined });
  execFileSync('git', ['init', '-q'], { cwd: folder });
  expect(await readWorkTree(folder)).toMatchObject({ error: { message: expect.stringMatching(/no commit yet/) } });
});
