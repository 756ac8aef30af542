import { fail, mapResult, ok, type Result } from '@interlock/core/failure';
import { requireObjectNames } from './object-name.ts';
import { runGit } from './run-git.ts';

/** The reference of a branch, once git agrees that this is a name for one. */
export async function branchReference(gitDirectory: string, branch: string): Promise<Result<string>> {
  const reference = `refs/heads/${branch}`;
  const checked = await runGit(gitDirectory, ['check-ref-format', reference]);
  if (checked.ok) return ok(reference);
  if (checked.error.kind !== 'bad-repository') return checked;
  return fail('usage', `${JSON.stringify(branch)} is not a name for a branch.`, {
    hint: 'Write it as `git branch` shows it.',
    cause: checked.error,
  });
}

/**
 * The object that a reference of exactly this name points at, or `undefined` where there is none. git's own search would
 * go on to a tag or branch that is called like the whole name (gitrevisions(7)), and such a branch anybody may push.
 */
export async function readReference(gitDirectory: string, reference: string): Promise<Result<string | undefined>> {
  const listed = await listReferences(gitDirectory, [reference]);
  return mapResult(listed, (all) => all.find(([name]) => name === reference)?.[1]);
}

/** Names and objects of the references of these names, and of those below them. */
export async function listReferences(
  gitDirectory: string,
  names: readonly string[],
): Promise<Result<readonly (readonly [name: string, object: string])[]>> {
  const command = ['for-each-ref', '--format=%(refname) %(objectname)', '--', ...names];
  const listed = await runGit(gitDirectory, command);
  return mapResult(listed, (output) =>
    output
      .toString()
      .split('\n')
      .slice(0, -1)
      .map((line) => {
        const [name = '', object = ''] = line.split(' ');
        return [name, object] as const;
      }),
  );
}

/** Local branches that point at a commit (full object name), without `refs/heads/`, sorted. */
export async function branchesAt(gitDirectory: string, commit: string): Promise<Result<readonly string[]>> {
  const named = requireObjectNames([commit]);
  if (!named.ok) return named;
  const command = ['for-each-ref', `--points-at=${commit}`, '--format=%(refname)', 'refs/heads/'];
  const found = await runGit(gitDirectory, command);
  if (!found.ok) return found;
  const references = found.value.toString().split('\n').slice(0, -1);
  return ok(references.map((reference) => reference.slice('refs/heads/'.length)).toSorted());
}

interface Move {
  readonly reference: string;
  readonly commit: string;
  /** What it must point at before; `undefined`: it must not exist. */
  readonly expected: string | undefined;
  /** One line for the reflog. */
  readonly reason: string;
}

/** Moves a reference by compare and swap. Where another run was faster and did the same, that is success. */
export async function moveReference(gitDirectory: string, move: Move): Promise<Result<void>> {
  const expected = move.expected ?? '0'.repeat(move.commit.length);
  const command = ['update-ref', '-m', move.reason, move.reference, move.commit, expected];
  const moved = await runGit(gitDirectory, command, {
    // for the reflog
    environment: { GIT_COMMITTER_NAME: 'Interlock', GIT_COMMITTER_EMAIL: 'interlock@localhost' },
  });
  if (moved.ok) return ok(undefined);
  const now = await readReference(gitDirectory, move.reference);
  if (now.ok && now.value === move.commit) return ok(undefined);
  return moved;
}
