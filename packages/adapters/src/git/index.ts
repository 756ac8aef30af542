export { branchReference, moveReference, readReference } from './branches.ts';
export { consumeOnce } from './consume-once.ts';
export { changedFiles } from './changed-files.ts';
export { requireObjectNames } from './object-name.ts';
export { findRepository, openRepository } from './open-repository.ts';
export { pushBranch, type BranchPush } from './push-branch.ts';
export { findGitDirectory, isAncestor, mergeBase, resolveCommit } from './resolve.ts';
export { readWorkTree } from './work-tree.ts';
export { revertCommit } from './revert.ts';
