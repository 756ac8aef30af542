import { systemClock } from '@interlock/adapters/clock';
import { checkOutputs, writeFile } from '@interlock/adapters/filesystem';
import { openRepository } from '@interlock/adapters/git';
import { handleVerifyCommits, verifyCommits } from '@interlock/operations/verify-commits';
import { bind, type Compose } from './compose.ts';

export const compose: Compose = ({ runContext }) =>
  bind(verifyCommits, handleVerifyCommits, ({ reporter }) => ({
    openRepository,
    checkOutputs,
    writeFile,
    clock: systemClock,
    runContext,
    reporter,
  }));
