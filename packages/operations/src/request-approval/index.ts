export { requestApproval } from './declaration.ts';
export { handleRequestApproval, type RequestApprovalPorts } from './handler.ts';
