import { checkOutputs, findFiles, readFile, writeFile } from '@interlock/adapters/filesystem';
import { collectReports, handleCollectReports } from '@interlock/operations/collect-reports';
import { bind, type Compose } from './compose.ts';

export const compose: Compose = () =>
  bind(collectReports, handleCollectReports, ({ reporter }) => ({
    findFiles,
    readFile,
    checkOutputs,
    writeFile,
    workingDirectory: process.cwd(),
    reporter,
  }));
