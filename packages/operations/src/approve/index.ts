export { approve } from './declaration.ts';
export { handleApprove, type ApprovePorts } from './handler.ts';
