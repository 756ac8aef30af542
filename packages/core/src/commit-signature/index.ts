export { commitReport, commitReportSchema, signatureFixes, type CommitReport } from './commit-report.ts';
export {
  judgeCommit,
  signatureStates,
  type JudgedCommit,
  type SignatureState,
  type SignedCommit,
} from './judge-commit.ts';
export { matchesPrincipal } from './match-principal.ts';
