import { checkOutputs, clearOutputs, findFiles, readFile, writeFiles } from '@interlock/adapters/filesystem';
import { openRepository } from '@interlock/adapters/git';
import { checkDiagrams, checkDiagramsFiles, handleCheckDiagrams } from '@interlock/operations/check-diagrams';
import { bind, type Compose } from './compose.ts';
import { openStore } from './ledger-store.ts';

export const compose: Compose = ({ runContext }) =>
  bind(
    checkDiagrams,
    handleCheckDiagrams,
    ({ reporter }) => ({
      findFiles,
      readFile,
      clearOutputs,
      checkOutputs,
      writeFiles,
      openRepository,
      openStore,
      runContext,
      reporter,
    }),
    (inputs) => clearOutputs(checkDiagramsFiles(inputs)),
  );
