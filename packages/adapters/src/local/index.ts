export { createLocalForge, type LocalForgeOptions } from './create-forge.ts';
export { landCommit } from './land-commit.ts';
export { type LocalUser } from './local-repository.ts';
export { predictMerge } from './predict-merge.ts';
export { protectBranches } from './protect-branches.ts';
