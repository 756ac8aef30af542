import { systemClock } from '@interlock/adapters/clock';
import { checkOutputs, hashFile, listFolder, readFile, writeFile } from '@interlock/adapters/filesystem';
import { openRepository } from '@interlock/adapters/git';
import { verifyBundle } from '@interlock/adapters/sigstore';
import { audit, handleAudit } from '@interlock/operations/audit';
import { bind, type Compose } from './compose.ts';

export const compose: Compose = () =>
  bind(audit, handleAudit, ({ reporter }) => ({
    listFolder,
    readFile,
    hashFile,
    checkOutputs,
    writeFile,
    openRepository,
    verifyBundle,
    clock: systemClock,
    reporter,
  }));
