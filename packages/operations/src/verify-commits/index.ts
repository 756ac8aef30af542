export { verifyCommits } from './declaration.ts';
export { handleVerifyCommits, type VerifyCommitsPorts } from './handler.ts';
