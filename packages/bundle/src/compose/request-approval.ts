import { randomBytes } from 'node:crypto';
import { systemClock } from '@interlock/adapters/clock';
import { runCommand } from '@interlock/adapters/command';
import { clearOutputs, readFile, writeFile } from '@interlock/adapters/filesystem';
import { openRepository } from '@interlock/adapters/git';
import { postJson } from '@interlock/adapters/webhook';
import { handleRequestApproval, requestApproval, requestApprovalFiles } from '@interlock/operations/request-approval';
import { bind, type Compose } from './compose.ts';

export const compose: Compose = ({ runContext }) =>
  bind(
    requestApproval,
    handleRequestApproval,
    ({ reporter }) => ({
      openRepository,
      readFile,
      writeFile,
      clearOutputs,
      runCommand,
      postJson,
      makeNonce: () => randomBytes(16).toString('hex'),
      clock: systemClock,
      runContext,
      reporter,
    }),
    (inputs) => clearOutputs(requestApprovalFiles(inputs)),
  );
