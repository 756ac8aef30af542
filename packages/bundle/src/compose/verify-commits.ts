import { systemClock } from '@interlock/adapters/clock';
import { clearOutputs, writeFile } from '@interlock/adapters/filesystem';
import { openRepository } from '@interlock/adapters/git';
import { handleVerifyCommits, verifyCommits, verifyCommitsFiles } from '@interlock/operations/verify-commits';
import { bind, type Compose } from './compose.ts';

export const compose: Compose = ({ runContext }) =>
  bind(
    verifyCommits,
    handleVerifyCommits,
    ({ reporter }) => ({
      openRepository,
      clearOutputs,
      writeFile,
      clock: systemClock,
      runContext,
      reporter,
    }),
    (inputs) => clearOutputs(verifyCommitsFiles(inputs)),
  );
