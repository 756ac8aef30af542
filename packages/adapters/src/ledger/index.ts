export { exportLedger } from './export-ledger.ts';
export { folderLedger, type FolderLedger } from './folder-ledger.ts';
export { gitLedger, ledgerReference, type GitLedger } from './git-ledger.ts';
