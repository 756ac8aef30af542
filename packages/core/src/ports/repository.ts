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
  /** A commit and its first parents down to the root: what a branch with this tip has been, without what was merged into it. */
  firstParents(commit: string): Promise<Result<ReadonlySet<string>>>;
  /** The tree of a commit. */
  tree(commit: string): CommitTree;
  /**
   * Merges three trees as a forge would, files followed where either side has renamed them or their folder, and hands
   * the result to `use`; it is gone when that ends, and the repository is not written to. Fails with `service-failed`
   * where git is older than 2.38.
   */
  withMerge<T>(
    commits: { readonly mergeBase: string; readonly base: string; readonly head: string },
    use: (merge: MergeResult) => Promise<Result<T>>,
  ): Promise<Result<T>>;
}

/** What a merge makes. Files in conflict hold the marks of both sides. */
export interface MergeResult {
  readonly tree: CommitTree;
  /** Every file in which the result differs from the base, as `changedFiles` tells. */
  readonly files: readonly ChangedFile[];
  /** Paths that git could not merge, sorted; there may be none of a conflict. */
  readonly conflicts: readonly string[];
  readonly isClean: boolean;
}

export type OpenRepository = (path: string) => Promise<Result<Repository>>;
