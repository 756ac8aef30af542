import { systemClock } from '@interlock/adapters/clock';
import { checkOutputs, readFile, writeFile } from '@interlock/adapters/filesystem';
import { openRepository } from '@interlock/adapters/git';
import { draftManifest, handleDraftManifest } from '@interlock/operations/draft-manifest';
import { bind, type Compose } from './compose.ts';

export const compose: Compose = ({ runContext }) =>
  bind(draftManifest, handleDraftManifest, ({ reporter }) => ({
    openRepository,
    readFile,
    checkOutputs,
    writeFile,
    clock: systemClock,
    runContext,
    reporter,
  }));
