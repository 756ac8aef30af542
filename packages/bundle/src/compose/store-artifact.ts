import { systemClock } from '@interlock/adapters/clock';
import { checkOutputs, hashFile, readFile, writeFile } from '@interlock/adapters/filesystem';
import { openRepository } from '@interlock/adapters/git';
import { openStore } from '@interlock/adapters/oci';
import { verifyBundle } from '@interlock/adapters/sigstore';
import { handleStoreArtifact, storeArtifact } from '@interlock/operations/store-artifact';
import { bind, type Compose } from './compose.ts';

export const compose: Compose = ({ runContext }) =>
  bind(storeArtifact, handleStoreArtifact, ({ reporter }) => ({
    openStore,
    checkOutputs,
    hashFile,
    readFile,
    writeFile,
    verifyBundle,
    openRepository,
    clock: systemClock,
    runContext,
    reporter,
  }));
