export { branchTip, mergeBranches, moveBranch, type BranchMerge } from './merge-branches.ts';
export { startGitServer, type GitServer, type GitServerOptions } from './start-git-server.ts';
