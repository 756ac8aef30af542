export { requestApproval } from './declaration.ts';
export { handleRequestApproval, requestApprovalFiles, type RequestApprovalPorts } from './handler.ts';
