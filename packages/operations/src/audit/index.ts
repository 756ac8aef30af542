export { audit } from './declaration.ts';
export { readEvidence, type ReadPorts } from './read-evidence.ts';
export { findTrust } from './trust.ts';
export { handleAudit, type AuditPorts } from './handler.ts';
export { readEvidence, type ReadPorts } from './read-evidence.ts';
export { checkTrustFiles } from './trust-files.ts';
export { trustInputs } from './trust-inputs.ts';
export { findTrust, type TrustPorts } from './trust.ts';
