import { withEventInputs, type AnyOperation } from '@interlock/core/operation';
import { agentManifest } from '@interlock/operations/agent-manifest';
import { approve } from '@interlock/operations/approve';
import { audit } from '@interlock/operations/audit';
import { autoRollback } from '@interlock/operations/auto-rollback';
import { canaryGate } from '@interlock/operations/canary-gate';
import { checkDiagrams } from '@interlock/operations/check-diagrams';
import { collectReports } from '@interlock/operations/collect-reports';
import { deployArtifact } from '@interlock/operations/deploy-artifact';
import { draftManifest } from '@interlock/operations/draft-manifest';
import { evaluatePolicy } from '@interlock/operations/evaluate-policy';
import { generateSbom } from '@interlock/operations/generate-sbom';
import { mergeChange } from '@interlock/operations/merge-change';
import { protectBranch } from '@interlock/operations/protect-branch';
import { recordEvent } from '@interlock/operations/record-event';
import { publishReport } from '@interlock/operations/publish-report';
import { requestApproval } from '@interlock/operations/request-approval';
import { run } from '@interlock/operations/run';
import { setFlag } from '@interlock/operations/set-flag';
import { signArtifact } from '@interlock/operations/sign-artifact';
import { signManifest } from '@interlock/operations/sign-manifest';
import { storeArtifact } from '@interlock/operations/store-artifact';
import { verifyApproval } from '@interlock/operations/verify-approval';
import { verifyCommits } from '@interlock/operations/verify-commits';
import { verifyLedger } from '@interlock/operations/verify-ledger';
import { verifyArtifact } from '@interlock/operations/verify-artifact';

const declared: readonly AnyOperation[] = [
  agentManifest,
  verifyCommits,
  generateSbom,
  collectReports,
  signArtifact,
  verifyArtifact,
  evaluatePolicy,
  requestApproval,
  verifyApproval,
  mergeChange,
  storeArtifact,
  deployArtifact,
  canaryGate,
  setFlag,
  autoRollback,
  recordEvent,
  verifyLedger,
  checkDiagrams,
  publishReport,
  protectBranch,
  approve,
  audit,
  run,
  draftManifest,
  signManifest,
];

/** In the order of the stages, with the inputs that they share. */
export const operations = declared.map(withEventInputs);

/** The ones that are also actions and components. */
export const actionOperations = operations.filter((operation) => operation.stage !== 'command');
