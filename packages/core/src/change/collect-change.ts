import { ok, type Result } from '../failure/index.ts';
import type { Repository } from '../ports/index.ts';
import type { ChangedFile, Commit } from './change.ts';
import { collectOrders, type Orders } from './collect-orders.ts';
import { collectOpaque, type Opaque } from './opaque/index.ts';

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
  /** What a reviewer does not see, by kind and then in the order of files and commits; of each kind a hundred places. */
  readonly opaque: readonly Opaque[];
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
  const looked = { files, commits: commits.value, ...orders.value };
  const trees = { before: repository.tree(mergeBase.value), after: repository.tree(head) };
  const opaque = await collectOpaque(looked, trees);
  if (!opaque.ok) return opaque;
  return ok({
    base,
    head,
    mergeBase: mergeBase.value,
    files,
    opaque: opaque.value,
    commits: commits.value,
    ...orders.value,
    counts: {
      files: files.length,
      linesAdded: files.reduce((sum, { added }) => sum + added, 0),
      linesRemoved: files.reduce((sum, { removed }) => sum + removed, 0),
    },
  });
}
