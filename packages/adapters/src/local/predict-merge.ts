import { requireObjectNames, findRepository } from '../git/index.ts';
import type { MergedTree } from '@interlock/core/ports';
import { mergedTree } from './merged-tree.ts';

/** Tree that a merge will give, by git's own merge on objects. Needs git 2.38 or newer. */
export const predictMerge: MergedTree = async ({ base, head, repository }) => {
  const named = requireObjectNames([base, head]);
  if (!named.ok) return named;
  const found = await findRepository(repository);
  return found.ok ? mergedTree(found.value, base, head) : found;
};
