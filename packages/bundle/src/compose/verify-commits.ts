import { systemClock } from '@interlock/adapters/clock';
import { writeFile } from '@interlock/adapters/filesystem';
import { openRepository } from '@interlock/adapters/git';
import { handleVerifyCommits, verifyCommits } from '@interlock/operations/verify-commits';
import { bind, type Compose } from './compose.ts';

export const compose: Compose = ({ runContext }) =>
  bind(verifyCommits, handleVerifyCommits, ({ reporter }) => ({
    openRepository,
    writeFile,
    clock: systemClock,
    runContext,
    reporter,
  }));
