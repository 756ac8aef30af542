export { audit, auditSchema, type Audit, type AuditTrust } from './audit.ts';
export { brokenChain, type Promotion } from './check-chain.ts';
export { type AuditFile } from './check.ts';
export { renderAudit } from './render.ts';
