import { ok, type Result } from '@interlock/core/failure';
import { runGit } from '../git/index.ts';
import { outcomeOf, type LedgerRefs, type RefMove } from './git-refs.ts';

/** References of a repository on this machine. */
export function localRefs(gitDirectory: string): LedgerRefs {
  const read = (references: readonly string[]) => readLocal(gitDirectory, references);
  return {
    read,
    move: async (moves) => {
      const moved = await runGit(gitDirectory, ['update-ref', '-m', 'record', '--stdin'], {
        input: transaction(moves),
        // for the reflog
        environment: { GIT_COMMITTER_NAME: 'Interlock', GIT_COMMITTER_EMAIL: 'interlock@localhost' },
      });
      if (moved.ok) return ok('moved');
      const now = await read(moves.map(({ reference }) => reference));
      if (!now.ok) return now;
      const outcome = outcomeOf(moves, now.value);
      return outcome === 'refused' ? moved : ok(outcome);
    },
  };
}

async function readLocal(
  gitDirectory: string,
  references: readonly string[],
): Promise<Result<ReadonlyMap<string, string>>> {
  const found = await runGit(gitDirectory, ['for-each-ref', '--format=%(objectname) %(refname)', ...references]);
  if (!found.ok) return found;
  const wanted = new Set(references);
  const lines = found.value.toString().split('\n');
  const pairs = lines.map((line) => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))] as const);
  return ok(new Map(pairs.filter(([reference]) => wanted.has(reference))));
}

function transaction(moves: readonly RefMove[]): string {
  const lines = moves.map(({ from, reference, to }) => `update ${reference} ${to} ${from ?? '0'.repeat(to.length)}`);
  return ['start', ...lines, 'prepare', 'commit', ''].join('\n');
}
