export { verifyCommits } from './declaration.ts';
export { handleVerifyCommits, verifyCommitsFiles, type VerifyCommitsPorts } from './handler.ts';
