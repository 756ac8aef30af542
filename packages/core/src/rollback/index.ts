export { admitRollback, rollbackCandidates } from './admit.ts';
export { deploymentListSchema, rollbackConfigSchema, type Deployment, type RollbackConfig } from './config.ts';
export { parseDeployments, parseRollbackConfig } from './parse-config.ts';
export {
  type ArtifactTrust,
  type LandCommit,
  type RevertAnswer,
  type RevertCommit,
  type RevertRequest,
  type RollbackPorts,
  type ProposeRevert,
  type VerifyArtifact,
} from './ports.ts';
export {
  parseRollbackRecord,
  rollbackRecordSchema,
  stepNames,
  writeRollbackRecord,
  type RollbackRecord,
  type StepName,
} from './record.ts';
export { revertBranch, revertMessage } from './revert-steps.ts';
export { runRollback, type RollbackRun } from './run-rollback.ts';
