export { audit } from './declaration.ts';
export { handleAudit, type AuditPorts } from './handler.ts';
export { readEvidence, type ReadPorts } from './read-evidence.ts';
export { checkTrustFiles, trustFiles } from './trust-files.ts';
export { trustInputs } from './trust-inputs.ts';
export { findTrust, type TrustPorts } from './trust.ts';
