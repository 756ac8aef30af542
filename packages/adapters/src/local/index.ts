export { createLocalForge, type LocalForgeOptions } from './create-forge.ts';
export { landCommit } from './land-commit.ts';
export { type LocalUser } from './local-repository.ts';
export { protectBranches } from './protect-branches.ts';
