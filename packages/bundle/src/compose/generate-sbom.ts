import { checkOutputs, directoryTree, writeFile } from '@interlock/adapters/filesystem';
import { generateSbom, handleGenerateSbom } from '@interlock/operations/generate-sbom';
import { bind, type Compose } from './compose.ts';

export const compose: Compose = () =>
  bind(generateSbom, handleGenerateSbom, ({ reporter }) => ({
    openTree: directoryTree,
    checkOutputs,
    writeFile,
    reporter,
  }));
