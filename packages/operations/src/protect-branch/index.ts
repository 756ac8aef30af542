export { protectBranch } from './declaration.ts';
export { handleProtectBranch, type ProtectBranchPorts } from './handler.ts';
