import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { Remote } from '@interlock/core/ports';
import { reachRemote, runGit, withPrivateDirectory, type ReachedRemote } from '../git/index.ts';
import { outcomeOf, type LedgerRefs, type RefMove } from './git-refs.ts';

/** References of a remote; the objects that they name are brought into a repository on this machine. */
export function remoteRefs(gitDirectory: string, remote: Remote): LedgerRefs {
  const reach = async <T>(use: (reached: ReachedRemote) => Promise<Result<T>>) => {
    const reached = reachRemote(remote);
    return reached.ok ? use(reached.value) : reached;
  };
  let known: readonly string[] = [];
  const list = (references: readonly string[], reached: ReachedRemote) =>
    listRemote(gitDirectory, remote.url, references, reached);
  return {
    read: (references) =>
      reach(async (reached) => {
        const tips = await list(references, reached);
        if (!tips.ok) return tips;
        const commits = [...tips.value.values()];
        const fetched = await fetchMissing(gitDirectory, { url: remote.url, commits, known }, reached);
        if (!fetched.ok) return fetched;
        known = commits;
        return tips;
      }),
    move: (moves) =>
      reach(async (reached) => {
        const pushed = await push(gitDirectory, remote.url, moves, reached);
        if (pushed.ok) return ok('moved');
        const said = reached.hide(pushed.error.message);
        // A lost answer and a lost race look alike: what is there now tells which it was.
        const now = await list(
          moves.map(({ reference }) => reference),
          reached,
        );
        if (!now.ok) return isRace(said) ? ok('lost') : now;
        const outcome = outcomeOf(moves, now.value);
        if (outcome !== 'refused') return ok(outcome);
        return isRace(said) ? ok('lost') : refused(said);
      }),
  };
}

/** What git and the forges say where two push at the same time. */
const isRace = (said: string) =>
  /cannot lock ref|failed to update ref|incorrect old value|stale info|fetch first|reference already exists|failed to lock/i.test(
    said,
  );

function refused(said: string): Result<never> {
  return fail('service-failed', `The ledger could not be pushed: ${said}`, {
    hint: 'Give a token that may push to its branch (GitHub: contents: write; GitLab: write_repository), and give the same entries again.',
  });
}

async function listRemote(
  gitDirectory: string,
  url: string,
  references: readonly string[],
  { environment, hide }: ReachedRemote,
): Promise<Result<ReadonlyMap<string, string>>> {
  const listed = await withPrivateDirectory(gitDirectory, (run) => run(['ls-remote', url, ...references], environment));
  if (!listed.ok)
    return fail('service-failed', `The ledger could not be read from its remote: ${hide(listed.error.message)}`, {
      hint: 'Give a token that may read the repository (GitHub: contents; GitLab: read_repository).',
    });
  const wanted = new Set(references);
  const lines = [...listed.value.toString().matchAll(/^([0-9a-f]{40}|[0-9a-f]{64})\t(.+)$/gm)];
  return ok(new Map(lines.flatMap(([, tip = '', name = '']) => (wanted.has(name) ? [[name, tip] as const] : []))));
}

interface Fetch {
  readonly url: string;
  readonly commits: readonly string[];
  /** Commits that are here with their whole history. */
  readonly known: readonly string[];
}

/** A pack is there whole or not at all, whatever cuts git off: a commit that is here has all its files. */
async function fetchMissing(
  gitDirectory: string,
  { commits, known, url }: Fetch,
  { environment, hide }: ReachedRemote,
): Promise<Result<void>> {
  const missing = await missingFrom(gitDirectory, commits);
  if (!missing.ok || missing.value.length === 0) return missing.ok ? ok(undefined) : missing;
  const command = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance', url];
  const fetched = await withPrivateDirectory(gitDirectory, async (run, { gitDirectory: own }) => {
    // git asks for less, and looks at less of what it got, where references say what is here
    await writeFile(join(own, 'packed-refs'), known.map((tip, at) => `${tip} refs/known/${at}\n`).join(''));
    return run(['-c', 'fetch.unpackLimit=1', ...command, ...missing.value], environment);
  });
  if (fetched.ok) return ok(undefined);
  return fail('service-failed', `The ledger could not be fetched: ${hide(fetched.error.message)}`, {
    hint: 'Give the same entries again.',
  });
}

async function missingFrom(gitDirectory: string, commits: readonly string[]): Promise<Result<readonly string[]>> {
  if (commits.length === 0) return ok([]);
  const input = commits.map((commit) => `${commit}\n`).join('');
  const checked = await runGit(gitDirectory, ['cat-file', '--batch-check'], { input });
  if (!checked.ok) return checked;
  return ok([...checked.value.toString().matchAll(/^([0-9a-f]+) missing$/gm)].map(([, commit = '']) => commit));
}

function push(
  gitDirectory: string,
  url: string,
  moves: readonly RefMove[],
  { environment }: ReachedRemote,
): Promise<Result<Buffer>> {
  const leases = moves.map(({ from, reference }) => `--force-with-lease=${reference}:${from ?? ''}`);
  const refspecs = moves.map(({ reference, to }) => `${to}:${reference}`);
  return withPrivateDirectory(gitDirectory, (run) =>
    run(['push', '--porcelain', '--atomic', '--no-verify', ...leases, url, ...refspecs], environment),
  );
}
