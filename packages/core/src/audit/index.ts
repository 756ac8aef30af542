export { audit, auditSchema, type Audit, type AuditTrust } from './audit.ts';
export { brokenChain, type Promotion } from './check-chain.ts';
export { type AuditFile, type Check } from './check.ts';
export { documentsOf } from './documents.ts';
export { isBom } from './check-verdict.ts';
export { readFolder, type AuditFolder } from './read-folder.ts';
export { renderAudit } from './render.ts';
