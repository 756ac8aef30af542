import { mkdir, mkdtemp, readdir, readFile, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { createGitlabHost } from './index.ts';

it('reads flags before variables, and writes outputs and reports that data cannot break', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'gitlab-host-'));
  let log = '';
  const host = createGitlabHost({
    environment: { INTERLOCK_MAX_FILES: '3', INTERLOCK_MODE: 'a', TOKEN: 's' },
    flags: { mode: 'b', typo: 'x' },
    write: (text) => void (log += text),
    directory,
    dotenv: 'interlock.env',
  });
  expect(host.input('max-files', { type: 'integer', description: '' })).toBe('3');
  expect(host.input('mode', { type: 'string', description: '' })).toBe('b');
  expect(host.input('token', { type: 'secret', variable: 'TOKEN', description: '' })).toBe('s');
  expect(host.unknownInputs(['mode'])).toStrictEqual(['typo']);
  host.output('verdict', 'ok\nPATH=/evil');
  host.fail([{ kind: 'usage', message: '\u001b[0Ksection_start:1:x\r\u001b[0K', file: 'a.json', line: 2 }]);
  await host.flush(2);
  expect(await readFile(join(directory, 'interlock.env'), 'utf8')).toBe('INTERLOCK_VERDICT=ok PATH=/evil\n');
  expect(log).toMatch(/^a\.json:2: error: usage: /u);
  host.fail([{ kind: 'missing-file', message: 'gone', file: 'folder' }]);
  expect(log).toContain('folder: error: missing-file: gone');
  expect(log).not.toMatch(/\u001b|\r|section_start:/u);
  expect(JSON.parse(await readFile(join(directory, 'gl-code-quality-report.json'), 'utf8'))).toMatchObject([
    { check_name: 'usage', severity: 'major', location: { path: 'a.json', lines: { begin: 2 } } },
  ]);
});

it('writes no report through a link, and none where a link leads out of the work tree', async () => {
  const top = await mkdtemp(join(tmpdir(), 'gitlab-host-'));
  const [tree, outside] = [join(top, 'tree'), join(top, 'outside')];
  for (const folder of [tree, join(tree, '.git'), outside]) await mkdir(folder);
  const names = ['gl-code-quality-report.json', 'interlock-summary.md', 'interlock.env'];
  for (const name of names) await symlink(join(outside, name), join(tree, name));
  await symlink(outside, join(tree, 'link'));
  const flush = (directory: string) => {
    const host = createGitlabHost({ environment: {}, flags: {}, write: () => {}, directory, dotenv: 'interlock.env' });
    host.reporter.summary('Good.');
    return host.flush(0);
  };
  await flush(tree);
  expect(await readFile(join(tree, 'interlock-summary.md'), 'utf8')).toBe('Good.\n');
  await expect(flush(join(tree, 'link'))).rejects.toThrow(/leads out of the work tree/);
  expect([await readdir(outside), (await readdir(tree)).sort()]).toEqual([[], ['.git', ...names, 'link']]);
});
