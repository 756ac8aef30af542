import type { Result } from '@interlock/core/failure';
import type { MergeResult, Repository } from '@interlock/core/ports';
import { diffTrees } from './changed-files.ts';
import { commitTree } from './commit-tree.ts';
import { withMergePlace } from './merge-place.ts';
import { mergeTrees } from './merge-trees.ts';
import { objectReader } from './object-reader.ts';

type WithMerge = Repository['withMerge'];

/** As Repository.withMerge says: what is merged is in objects of our own, and it is the start of the change that counts. */
export function withMerge<T>(
  repository: string,
  { base, head, mergeBase }: Parameters<WithMerge>[0],
  use: (merge: MergeResult) => Promise<Result<T>>,
): Promise<Result<T>> {
  return withMergePlace(repository, async (place) => {
    const { apart, environment, gitDirectory } = place;
    const trees = { base: mergeBase, ours: base, theirs: head };
    const merged = await mergeTrees(place, trees, { result: 'apart', movedFolders: 'follow' });
    if (!merged.ok) return merged;
    const { conflicts, isClean, tree } = merged.value;
    const files = await diffTrees(apart, base, tree);
    if (!files.ok) return files;
    const result = commitTree(gitDirectory, tree, objectReader(gitDirectory, environment), { environment });
    return use({ tree: { ...result, name: 'the merge' }, files: files.value, conflicts, isClean });
  });
}
