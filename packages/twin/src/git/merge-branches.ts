import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface BranchMerge {
  /** A bare repository. */
  readonly repository: string;
  /** Full names of commits. */
  readonly base: string;
  readonly head: string;
  readonly method: 'merge' | 'squash' | 'rebase';
  readonly message: string;
}

/** The commit that a branch points at; undefined where there is none. */
export function branchTip(repository: string, branch: string): string | undefined {
  try {
    return git(repository, 'rev-parse', '--verify', '--quiet', `refs/heads/${branch}^{commit}`);
  } catch {
    return undefined;
  }
}

/** Merges as a person would, in a work tree of its own; undefined where it conflicts or nothing is left to merge. */
export function mergeBranches({ base, head, message, method, repository }: BranchMerge): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'twin-merge-'));
  const tree = join(folder, 'tree');
  try {
    git(repository, 'worktree', 'add', '-q', '--detach', tree, base);
    if (method === 'merge') git(tree, 'merge', '-q', '--no-ff', '-m', message, head);
    if (method === 'squash') git(tree, 'merge', '-q', '--squash', head);
    if (method === 'squash') git(tree, 'commit', '-q', '-m', message);
    if (method === 'rebase') git(tree, 'cherry-pick', `${base}..${head}`);
    const made = git(tree, 'rev-parse', 'HEAD');
    return made === base ? undefined : made;
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    git(repository, 'worktree', 'prune');
  }
}

/** False where the branch is somewhere else by now. */
export function moveBranch(repository: string, branch: string, move: { from: string; to: string }): boolean {
  try {
    git(repository, 'update-ref', `refs/heads/${branch}`, move.to, move.from);
    return true;
  } catch {
    return false;
  }
}

function git(folder: string, ...command: readonly string[]): string {
  const identity = ['-c', 'user.name=Twin', '-c', 'user.email=twin@example.com'];
  return execFileSync('git', ['-C', folder, ...identity, ...command], {
    encoding: 'utf8',
    stdio: 'pipe',
    env: { PATH: process.env['PATH'], LC_ALL: 'C', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
  }).trim();
}
