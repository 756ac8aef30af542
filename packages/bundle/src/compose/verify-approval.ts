import { systemClock } from '@interlock/adapters/clock';
import { clearOutputs, readFile, writeFile } from '@interlock/adapters/filesystem';
import { consumeOnce, openRepository } from '@interlock/adapters/git';
import { handleVerifyApproval, verifyApproval, verifyApprovalFiles } from '@interlock/operations/verify-approval';
import { bind, type Compose } from './compose.ts';
import { numberOf, publishApproval } from './publish-verdict.ts';

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
      publishApproval: publishApproval(
        {
          context: runContext,
          token: host.input('token', verifyApproval.inputs.token),
          repository: host.input('repository', verifyApproval.inputs.repository),
          request: numberOf(host.input('change', verifyApproval.inputs.change)),
        },
        host.reporter,
      ),
    }),
    (inputs) => clearOutputs(verifyApprovalFiles(inputs)),
  );
