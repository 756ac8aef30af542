import type { ChangedFile, Commit } from '../change/index.ts';
import type { Result } from '../failure/index.ts';
import type { CommitTree } from './source-tree.ts';

/**
 * Reads a git repository from its objects, never from its work tree, and runs nothing that its configuration names.
 * A commit is its full object name.
 */
export interface Repository {
  /** Object name of the commit that a revision names. Fails with `bad-repository`, or `shallow-clone` where history is cut. */
  resolve(revision: string): Promise<Result<string>>;
  mergeBase(one: string, other: string): Promise<Result<string>>;
  /** Every file that differs between two commits, renames found as git does (50 %), with the lines added and removed. */
  changedFiles(base: string, head: string): Promise<Result<readonly ChangedFile[]>>;
  /** Commits reachable from head and not from base, newest first. */
  commits(base: string, head: string): Promise<Result<readonly Commit[]>>;
  /** The bytes of a commit, as its name is made from them. */
  rawCommit(commit: string): Promise<Result<Uint8Array>>;
  /** Local branches that point at a commit, without `refs/heads/`, sorted. */
  branchesAt(commit: string): Promise<Result<readonly string[]>>;
  /** The tree of a commit. */
  tree(commit: string): CommitTree;
}

export type OpenRepository = (path: string) => Promise<Result<Repository>>;
