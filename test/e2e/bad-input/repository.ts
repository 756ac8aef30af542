import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export function git(folder: string, ...args: readonly string[]): string {
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

/** An empty repository with an identity. */
export function initRepository(folder: string): void {
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'config', 'user.name', 'Agent');
  git(folder, 'config', 'user.email', 'agent@example.invalid');
}

export function commit(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '--allow-empty', '-m', 'change');
  return git(folder, 'rev-parse', 'HEAD');
}

/** A repository of two commits. */
export function twoCommits(
  folder: string,
  files: Readonly<Record<string, string>> = {},
): { base: string; head: string } {
  initRepository(folder);
  const base = commit(folder, { 'readme.md': 'one\n', ...files });
  return { base, head: commit(folder, { 'src/a.ts': 'export {};\n' }) };
}

/** A clone that has the last commit alone. */
export function shallowClone(from: string, to: string): void {
  git(from, 'clone', '-q', '--depth=1', `file://${from}`, to);
}
