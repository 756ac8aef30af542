import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Merge } from '@interlock/core/ports';
import { gitIn, scratchRepository } from '../git/scratch-repository.ts';
import { createLocalForge } from './create-forge.ts';

/** A local forge in a bare repository beside a clone of it, for tests. */
export function forgeFixture() {
  const clone = scratchRepository();
  const base = clone.commit({ a: '1\n', b: '1\n' });
  const folder = mkdtempSync(join(tmpdir(), 'forge-'));
  const bare = join(folder, 'forge.git');
  clone.git('init', '-q', '--bare', '-b', 'main', bare);
  clone.git('remote', 'add', 'origin', bare);
  clone.git('push', '-q', 'origin', 'main');
  const inForge = (...command: readonly string[]) => gitIn(bare, ...command);
  return {
    clone,
    bare,
    base,
    forge: createLocalForge({ repository: bare, user: { name: 'gate', email: 'gate@example.com' } }),
    inForge,
    /** Commits the files one by one on a branch from main and pushes it; answers its tip. */
    push: (branch: string, files: readonly (readonly [string, string])[]) => {
      clone.git('checkout', '-q', '-B', branch, 'main');
      const commits = files.map(([name, text]) => clone.commit({ [name]: text }));
      clone.git('push', '-q', '--force', 'origin', branch);
      return commits.at(-1) ?? '';
    },
    merge: (number: number, expectedHead: string, method: Merge['method'] = 'merge'): Merge => ({
      number,
      expectedHead,
      method,
      title: `Merge request ${number}`,
      message: 'Why it is good.',
    }),
    /** Writes a commit object as it is. */
    hashCommit: (raw: string) => {
      const file = join(folder, 'commit');
      writeFileSync(file, raw);
      return clone.git('hash-object', '-t', 'commit', '-w', file);
    },
    remove: () => {
      clone.remove();
      rmSync(folder, { recursive: true, force: true });
    },
    tip: (branch: string) => inForge('rev-parse', `refs/heads/${branch}`),
  };
}
