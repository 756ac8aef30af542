import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Runs git without the configuration of the user or the machine. */
export function git(folder: string, ...args: readonly string[]): string {
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

export type Files = Readonly<Record<string, string>>;

/** Writes files; a program (its text starts with `#!`) may be executed. */
function writeFiles(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content, { mode: content.startsWith('#!') ? 0o755 : 0o644 });
  }
}

/** Writes files and commits everything; gives the commit. */
export function commit(folder: string, files: Files, message: string): string {
  writeFiles(folder, files);
  git(folder, 'add', '-A');
  git(folder, '-c', 'user.name=Agent', '-c', 'user.email=agent@example.invalid', 'commit', '-q', '-m', message);
  return git(folder, 'rev-parse', 'HEAD');
}
