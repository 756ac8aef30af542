import type { Compose } from './compose.ts';

/** One dynamic import an operation, so that each loads only its own chunks. In the order of the stages. */
export const operationTable = {
  'agent-manifest': () => import('./agent-manifest.ts'),
  'verify-commits': () => import('./verify-commits.ts'),
  'generate-sbom': () => import('./generate-sbom.ts'),
  'collect-reports': () => import('./collect-reports.ts'),
  'sign-artifact': () => import('./sign-artifact.ts'),
  'verify-artifact': () => import('./verify-artifact.ts'),
  'evaluate-policy': () => import('./evaluate-policy.ts'),
  'request-approval': () => import('./request-approval.ts'),
  'verify-approval': () => import('./verify-approval.ts'),
  'merge-change': () => import('./merge-change.ts'),
  'store-artifact': () => import('./store-artifact.ts'),
  'deploy-artifact': () => import('./deploy-artifact.ts'),
  'canary-gate': () => import('./canary-gate.ts'),
  'set-flag': () => import('./set-flag.ts'),
  'auto-rollback': () => import('./auto-rollback.ts'),
  'record-event': () => import('./record-event.ts'),
  'verify-ledger': () => import('./verify-ledger.ts'),
  'check-diagrams': () => import('./check-diagrams.ts'),
  'publish-report': () => import('./publish-report.ts'),
  'protect-branch': () => import('./protect-branch.ts'),
  approve: () => import('./approve.ts'),
  audit: () => import('./audit.ts'),
  run: () => import('./run.ts'),
  'draft-manifest': () => import('./draft-manifest.ts'),
  'sign-manifest': () => import('./sign-manifest.ts'),
} satisfies Record<string, () => Promise<{ readonly compose: Compose }>>;

export type OperationName = keyof typeof operationTable;
