export { verifyApproval } from './declaration.ts';
export { findScope, type FoundScope } from './find-scope.ts';
export { handleVerifyApproval, verifyApprovalFiles, type VerifyApprovalPorts } from './handler.ts';
export { readApprovalConfig, readApprovers } from './read-base.ts';
export { readVerdict, type ApprovableVerdict } from './read-verdict.ts';
