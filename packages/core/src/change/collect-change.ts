import { ok, type Result } from '../failure/index.ts';
import type { Repository } from '../ports/index.ts';
import type { ChangedFile, Commit } from './change.ts';
import { findHidden, type HiddenInFile } from './find-hidden.ts';
import { collectOrders, type Orders } from './collect-orders.ts';

/**
 * A change, as git's objects say (class git): what head has that the merge base had not; and of CI and gate files also
 * what the merge makes of the base.
 */
export interface Change extends Orders {
  readonly base: string;
  readonly head: string;
  readonly mergeBase: string;
  /** Sorted by path. */
  readonly files: readonly ChangedFile[];
  /** Characters that nobody sees, in the order of the files; the first hundred places. */
  readonly hidden: readonly HiddenInFile[];
  /** Newest first. */
  readonly commits: readonly Commit[];
  readonly counts: { readonly files: number; readonly linesAdded: number; readonly linesRemoved: number };
}

/** Reads the change from `base` to `head`, both full object names. Equal commits give equal JSON. */
export async function collectChange(repository: Repository, base: string, head: string): Promise<Result<Change>> {
  const mergeBase = await repository.mergeBase(base, head);
  if (!mergeBase.ok) return mergeBase;
  const changed = await repository.changedFiles(mergeBase.value, head);
  if (!changed.ok) return changed;
  const commits = await repository.commits(base, head);
  if (!commits.ok) return commits;
  const files = changed.value.toSorted((one, other) => (one.path < other.path ? -1 : Number(one.path > other.path)));
  const orders = await collectOrders(repository, { mergeBase: mergeBase.value, base, head }, files);
  if (!orders.ok) return orders;
  const hidden = await findHidden(files, repository.tree(head));
  if (!hidden.ok) return hidden;
  return ok({
    base,
    head,
    mergeBase: mergeBase.value,
    files,
    hidden: hidden.value,
    commits: commits.value,
    ...orders.value,
    counts: {
      files: files.length,
      linesAdded: files.reduce((sum, { added }) => sum + added, 0),
      linesRemoved: files.reduce((sum, { removed }) => sum + removed, 0),
    },
  });
}
