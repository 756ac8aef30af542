import { clearOutputs, readFile, writeFile } from '@interlock/adapters/filesystem';
import { openRepository } from '@interlock/adapters/git';
import { exportLedger } from '@interlock/adapters/ledger';
import { handleVerifyLedger, verifyLedger, verifyLedgerFiles } from '@interlock/operations/verify-ledger';
import { bind, type Compose } from './compose.ts';
import { openStore } from './ledger-store.ts';

export const compose: Compose = ({ runContext }) =>
  bind(
    verifyLedger,
    handleVerifyLedger,
    ({ reporter }) => ({
      readFile,
      clearOutputs,
      writeFile,
      openRepository,
      openStore,
      exportLedger,
      runContext,
      reporter,
    }),
    (inputs) => clearOutputs(verifyLedgerFiles(inputs)),
  );
