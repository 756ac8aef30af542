/** What is an action and a command. */
export const actionNames = [
  'agent-manifest',
  'verify-commits',
  'generate-sbom',
  'collect-reports',
  'sign-artifact',
  'verify-artifact',
  'evaluate-policy',
  'request-approval',
  'verify-approval',
  'merge-change',
  'store-artifact',
  'deploy-artifact',
  'canary-gate',
  'set-flag',
  'auto-rollback',
  'record-event',
  'verify-ledger',
  'check-diagrams',
  'publish-report',
] as const;

/** What is a command. */
export const operationNames = [
  ...actionNames,
  'protect-branch',
  'approve',
  'audit',
  'run',
  'draft-manifest',
  'sign-manifest',
] as const;

export type OperationName = (typeof operationNames)[number];
