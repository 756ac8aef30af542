import { checkOutputs, findFiles, hashFile, writeFiles } from '@interlock/adapters/filesystem';
import { readWorkTree } from '@interlock/adapters/git';
import { signStatement } from '@interlock/adapters/sigstore';
import { handleSignArtifact, signArtifact } from '@interlock/operations/sign-artifact';
import { bind, type Compose } from './compose.ts';
import { signingKeys } from './signing-keys.ts';

export const compose: Compose = ({ environment, runContext }) =>
  bind(signArtifact, handleSignArtifact, ({ reporter }) => ({
    findFiles,
    hashFile,
    checkOutputs,
    writeFiles,
    loadSigningKey: signingKeys(environment, reporter),
    signStatement,
    readWorkTree,
    runContext,
    reporter,
  }));
