export { buildInput, type BuiltInput, type EvidenceSources, type EvidenceText } from './build-input.ts';
export { choosePolicies, policyName } from './choose-policy.ts';
export { evaluatePolicy } from './declaration.ts';
export { handleEvaluatePolicy } from './handler.ts';
export { judge, type Judgement } from './judge.ts';
export { ofChange, readChange, readRange, type ReadChange } from './read-change.ts';
export { type BuildInputPorts, type EvaluatePolicyPorts, type JudgePorts, type VerifyArtifact } from './ports.ts';
