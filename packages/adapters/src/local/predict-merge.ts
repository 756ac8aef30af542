import type { MergedTree } from '@interlock/core/ports';
import { findRepository, keepMergedCommits } from '../git/index.ts';
import { conflict } from './conflict.ts';

/** Tree that a merge will give, by git's own merge on objects. Needs git 2.38 or newer. */
export const predictMerge: MergedTree = async ({ base, head, repository }) => {
  const found = await findRepository(repository);
  return found.ok ? keepMergedCommits(found.value, [base, head], conflict) : found;
};
