import { systemClock } from '@interlock/adapters/clock';
import { checkOutputs, readFile, writeFile } from '@interlock/adapters/filesystem';
import { consumeOnce, openRepository } from '@interlock/adapters/git';
import { handleVerifyApproval, verifyApproval } from '@interlock/operations/verify-approval';
import { bind, type Compose } from './compose.ts';

export const compose: Compose = ({ runContext }) =>
  bind(verifyApproval, handleVerifyApproval, ({ reporter }) => ({
    openRepository,
    readFile,
    writeFile,
    checkOutputs,
    consumeOnce,
    clock: systemClock,
    runContext,
    reporter,
  }));
