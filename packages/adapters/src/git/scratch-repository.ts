import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real repository in a temporary folder, for tests. */
export interface ScratchRepository {
  readonly root: string;
  /** Runs git in the work tree with the configuration of the repository only; answers its output without the last line break. */
  readonly git: (...command: readonly string[]) => string;
  /** Writes the files and commits everything in the work tree; answers the name of the commit. */
  readonly commit: (files: Readonly<Record<string, string | Uint8Array>>) => string;
  readonly remove: () => void;
}

export function scratchRepository(): ScratchRepository {
  const root = mkdtempSync(join(tmpdir(), 'git-'));
  const git = (...command: readonly string[]) => gitIn(root, ...command);
  const write = (files: Readonly<Record<string, string | Uint8Array>>) => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
  };
  git('init', '-q', '-b', 'main');
  return {
    root,
    git,
    commit: (files) => {
      write(files);
      git('add', '-A');
      git('commit', '-q', '--allow-empty', '-m', `set ${Object.keys(files).join(' ')}`);
      return git('rev-parse', 'HEAD');
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

export function gitIn(folder: string, ...command: readonly string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  return execFileSync('git', ['-C', folder, ...identity, ...command], {
    encoding: 'utf8',
    stdio: 'pipe',
    maxBuffer: 1 << 28,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
  }).replace(/\n$/, '');
}
