import { checkOutputs, clearOutputs, findFiles, readFile, writeFiles } from '@interlock/adapters/filesystem';
import { openRepository } from '@interlock/adapters/git';
import { createRenderer } from '@interlock/adapters/plantuml';
import { checkDiagrams, checkDiagramsFiles, handleCheckDiagrams } from '@interlock/operations/check-diagrams';
import { bind, type Compose } from './compose.ts';
import { openStore } from './ledger-store.ts';

export const compose: Compose = ({ root, runContext }) =>
  bind(
    checkDiagrams,
    handleCheckDiagrams,
    ({ reporter }) => ({
      findFiles,
      readFile,
      clearOutputs,
      checkOutputs,
      writeFiles,
      renderDiagram: createRenderer({
        workerUrl: new URL('diagram-worker.js', root),
        moduleUrl: new URL('plantuml.js.br', root),
      }),
      openRepository,
      openStore,
      runContext,
      reporter,
    }),
    (inputs) => clearOutputs(checkDiagramsFiles(inputs)),
  );
