import type { Result } from '../failure/index.ts';

interface InRepository {
  /** Repository on this machine. */
  readonly repository: string;
}

/** Tree that merging one commit into another gives, as the forge would. Fails with `bad-repository` where they conflict. */
export type MergedTree = (
  merge: InRepository & { readonly base: string; readonly head: string },
) => Promise<Result<string>>;

/**
 * Tree of `onto` with what a commit changed (a merge: against its first parent) taken back. Fails with `bad-repository`
 * where that conflicts, or where the commit only came to `onto` with a merge: `onto` was never judged without it.
 */
export type RevertedTree = (
  revert: InRepository & { readonly commit: string; readonly onto: string },
) => Promise<Result<string>>;

/** Makes sure that a commit of the forge, with its history, is in the repository here; `known` are commits that are there. */
export type FetchCommit = (
  fetch: InRepository & { readonly commit: string; readonly known: readonly string[] },
) => Promise<Result<void>>;
