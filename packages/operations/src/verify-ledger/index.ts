export { verifyLedger } from './declaration.ts';
export { handleVerifyLedger, verifyLedgerFiles, type VerifyLedgerPorts } from './handler.ts';
