import { systemClock } from '@interlock/adapters/clock';
import { clearOutputs, readFile, writeFile } from '@interlock/adapters/filesystem';
import { consumeOnce, openRepository } from '@interlock/adapters/git';
import { handleVerifyApproval, verifyApproval, verifyApprovalFiles } from '@interlock/operations/verify-approval';
import { bind, type Compose } from './compose.ts';
import { publishApproval } from './publish-verdict.ts';

export const compose: Compose = ({ runContext }) =>
  bind(
    verifyApproval,
    handleVerifyApproval,
    (host) => ({
      openRepository,
      readFile,
      writeFile,
      clearOutputs,
      consumeOnce,
      clock: systemClock,
      runContext,
      reporter: host.reporter,
      publishApproval: publishApproval(runContext, host.input('token', verifyApproval.inputs.token), host.reporter),
    }),
    (inputs) => clearOutputs(verifyApprovalFiles(inputs)),
  );
