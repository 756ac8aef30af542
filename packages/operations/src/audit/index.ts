export { audit } from './declaration.ts';
export { handleAudit, type AuditPorts } from './handler.ts';
