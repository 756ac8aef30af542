export { chooseLane, laneNames, type LaneChoice, type LaneFacts, type LaneName } from './choose-lane.ts';
export { mergeRefusals, refusalExitCode, refuseMerge, type MergeRefusal, type MergeRefusalKind } from './refusal.ts';
export { verifyChecks } from './required-checks.ts';
export { revertedCommits, type RevertFacts } from './revert.ts';
export { type TestRun } from './test-runs.ts';
export { whyNotTrusted, type TrustedCase } from './trusted.ts';
export { type ApprovalCase } from './verify-approval-result.ts';
