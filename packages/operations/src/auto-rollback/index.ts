export { autoRollback } from './declaration.ts';
export { handleAutoRollback, type AutoRollbackPorts } from './handler.ts';
