import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGitServer } from '@interlock/twin/git';
import { gitIn, scratchRepository, type ScratchRepository } from './scratch-repository.ts';

/** A repository with one commit, and a git server that holds a clone of it, for tests. */
export interface ServedRepository {
  readonly token: string;
  readonly url: string;
  readonly repository: ScratchRepository;
  /** The commit that both have. */
  readonly first: string;
  /** Runs git in the clone of the server. */
  readonly forge: (...command: readonly string[]) => string;
  readonly remove: () => Promise<void>;
}

export async function serveRepository(): Promise<ServedRepository> {
  const token = 'secret-of-this-test';
  const root = mkdtempSync(join(tmpdir(), 'interlock-served-'));
  mkdirSync(join(root, 'octo'));
  const repository = scratchRepository();
  const first = repository.commit({ a: '1' });
  const bare = join(root, 'octo/repo.git');
  execFileSync('git', ['clone', '-q', '--bare', repository.root, bare]);
  const server = await startGitServer({ root, token });
  return {
    token,
    url: `${server.url}/octo/repo.git`,
    repository,
    first,
    forge: (...command) => gitIn(bare, ...command),
    remove: async () => {
      await server.close();
      repository.remove();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
