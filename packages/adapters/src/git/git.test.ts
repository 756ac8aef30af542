import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changedFiles, findGitDirectory, mergeBase, resolveCommit } from './index.ts';

const root = mkdtempSync(join(tmpdir(), 'git-'));
const canary = join(root, '.git', 'canary');
const git = (...command: string[]) =>
  execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...command], {
    stdio: 'pipe',
  });

beforeAll(() => {
  git('init', '-q');
  writeFileSync(join(root, 'a'), '1\n2\n');
  git('add', '-A');
  git('commit', '-qm', 'one');
  writeFileSync(join(root, 'a'), '1\n2\n3\n');
  writeFileSync(join(root, 'x\n@@ -0,0 +1,9 @@"'), 'new\n');
  writeFileSync(join(root, '.gitattributes'), '* diff=evil filter=evil\n');
  git('add', '-A');
  git('commit', '-qm', 'two');
  for (const key of [
    'core.fsmonitor',
    'core.pager',
    'core.sshCommand',
    'diff.external',
    'diff.evil.textconv',
    'diff.evil.command',
    'filter.evil.smudge',
    'gpg.program',
    'alias.diff-tree',
  ])
    git('config', key, `touch ${canary}; cat`);
  git('config', 'core.worktree', tmpdir());
});
afterAll(() => rmSync(root, { recursive: true }));

it('reads a hostile repository and runs nothing that it names', async () => {
  const directory = await findGitDirectory(root);
  if (!directory.ok) throw new Error(directory.error.message);
  const base = await resolveCommit(directory.value, 'HEAD~1');
  const head = await resolveCommit(directory.value, 'HEAD');
  if (!base.ok || !head.ok) throw new Error('not resolved');
  expect(await mergeBase(directory.value, base.value, head.value)).toEqual(base);
  const files = await changedFiles(directory.value, base.value, head.value);
  expect(files).toMatchObject({
    ok: true,
    value: [
      { path: '.gitattributes', status: 'added', addedLines: [[1, 1]] },
      { path: 'a', status: 'modified', added: 1, removed: 0, addedLines: [[3, 3]] },
      { path: 'x\n@@ -0,0 +1,9 @@"', status: 'added', addedLines: [[1, 1]] },
    ],
  });
  expect(existsSync(canary)).toBe(false);
});

it('refuses options and unknown revisions', async () => {
  const directory = join(root, '.git');
  expect(await resolveCommit(directory, '--all')).toMatchObject({ ok: false, error: { kind: 'bad-repository' } });
  expect(await resolveCommit(directory, 'nowhere')).toMatchObject({ ok: false, error: { kind: 'bad-repository' } });
  const hint = expect.stringContaining('the history may begin later');
  expect(await resolveCommit(directory, 'HEAD~99')).toMatchObject({ ok: false, error: { hint } });
  expect(await findGitDirectory(tmpdir())).toMatchObject({ ok: false, error: { kind: 'bad-repository' } });
});

it('follows renames, type changes, modes and binary files', async () => {
  const directory = join(root, '.git');
  const at = (...command: string[]) => git('--work-tree', root, '-c', 'core.fsmonitor=false', ...command);
  rmSync(join(root, '.gitattributes'));
  rmSync(join(root, 'a'));
  symlinkSync('b', join(root, 'a'));
  writeFileSync(join(root, 'bin'), Buffer.from([0, 1, 2]));
  at('mv', '--', 'x\n@@ -0,0 +1,9 @@"', '-x');
  at('add', '-A');
  at('commit', '-qm', 'three');
  const [base, head] = [await resolveCommit(directory, 'HEAD~1'), await resolveCommit(directory, 'HEAD')];
  if (!base.ok || !head.ok) throw new Error('not resolved');
  expect(await changedFiles(directory, base.value, head.value)).toMatchObject({
    ok: true,
    value: [
      { path: '-x', previousPath: 'x\n@@ -0,0 +1,9 @@"', status: 'renamed', addedLines: [] },
      { path: '.gitattributes', status: 'deleted', removed: 1 },
      { path: 'a', status: 'type-changed', newMode: '120000', addedLines: [[1, 1]] },
      { path: 'bin', status: 'added', binary: true, addedLines: [] },
    ],
  });
});
