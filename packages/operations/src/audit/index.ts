export { audit } from './declaration.ts';
export { readEvidence, type ReadPorts } from './read-evidence.ts';
export { findTrust } from './trust.ts';
export { handleAudit, type AuditPorts } from './handler.ts';
