import type { AnyOperation } from '@interlock/core/operation';
import { agentManifest } from '@interlock/operations/agent-manifest';
import { autoRollback } from '@interlock/operations/auto-rollback';
import { canaryGate } from '@interlock/operations/canary-gate';
import { collectReports } from '@interlock/operations/collect-reports';
import { draftManifest } from '@interlock/operations/draft-manifest';
import { evaluatePolicy } from '@interlock/operations/evaluate-policy';
import { generateSbom } from '@interlock/operations/generate-sbom';
import { run } from '@interlock/operations/run';
import { signArtifact } from '@interlock/operations/sign-artifact';
import { signManifest } from '@interlock/operations/sign-manifest';
import { verifyCommits } from '@interlock/operations/verify-commits';
import { verifyArtifact } from '@interlock/operations/verify-artifact';

/** In the order of the stages. */
export const operations: readonly AnyOperation[] = [
  agentManifest,
  verifyCommits,
  generateSbom,
  collectReports,
  signArtifact,
  verifyArtifact,
  evaluatePolicy,
  canaryGate,
  autoRollback,
  run,
  draftManifest,
  signManifest,
];

/** The ones that are also actions and components. */
export const actionOperations = operations.filter((operation) => operation.stage !== 'command');
