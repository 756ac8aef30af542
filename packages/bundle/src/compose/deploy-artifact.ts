import { systemClock } from '@interlock/adapters/clock';
import { attendedCommand } from '@interlock/adapters/command';
import { checkOutputs, hashFile, listFolder, readFile, writeFiles } from '@interlock/adapters/filesystem';
import { openRepository } from '@interlock/adapters/git';
import { openStore } from '@interlock/adapters/oci';
import { verifyBundle } from '@interlock/adapters/sigstore';
import { deployArtifact, handleDeployArtifact } from '@interlock/operations/deploy-artifact';
import { bind, type Compose } from './compose.ts';

export const compose: Compose = ({ runContext }) =>
  bind(deployArtifact, handleDeployArtifact, ({ reporter }) => ({
    openStore,
    checkOutputs,
    listFolder,
    hashFile,
    readFile,
    writeFiles,
    runCommand: attendedCommand(),
    verifyBundle,
    openRepository,
    clock: systemClock,
    runContext,
    reporter,
  }));
