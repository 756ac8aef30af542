import { systemClock } from '@interlock/adapters/clock';
import { hashFile, readFile } from '@interlock/adapters/filesystem';
import { openRepository } from '@interlock/adapters/git';
import { verifyBundle } from '@interlock/adapters/sigstore';
import { handleVerifyArtifact, verifyArtifact } from '@interlock/operations/verify-artifact';
import { bind, type Compose } from './compose.ts';

export const compose: Compose = ({ runContext }) =>
  bind(verifyArtifact, handleVerifyArtifact, ({ reporter }) => ({
    hashFile,
    readFile,
    verifyBundle,
    openRepository,
    clock: systemClock,
    reporter,
    runContext,
  }));
