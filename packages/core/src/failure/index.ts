export { exitCodeOf, failureKinds, fail, type ExitCode, type Failure, type FailureKind } from './failure.ts';
export { collect, mapResult, ok, type Result } from './result.ts';
