export { buildInput, type BuiltInput, type InputSources } from './build-input.ts';
export { evaluatePolicy } from './declaration.ts';
export { handleEvaluatePolicy } from './handler.ts';
export { judge, type Judgement } from './judge.ts';
export { type BuildInputPorts, type EvaluatePolicyPorts, type JudgePorts, type VerifyArtifact } from './ports.ts';
