export { landCommit } from './land-commit.ts';
