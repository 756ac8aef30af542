import { join } from 'node:path';
import { checkOutputs, findFiles, hashFile, writeFiles } from '@interlock/adapters/filesystem';
import { readWorkTree } from '@interlock/adapters/git';
import { loadSigningKey } from '@interlock/adapters/keys';
import { signStatement } from '@interlock/adapters/sigstore';
import { handleSignArtifact, signArtifact } from '@interlock/operations/sign-artifact';
import { bind, type Compose } from './compose.ts';
import { configurationFolder } from './configuration-folder.ts';

export const compose: Compose = ({ environment, runContext }) =>
  bind(signArtifact, handleSignArtifact, ({ reporter }) => ({
    findFiles,
    hashFile,
    checkOutputs,
    writeFiles,
    loadSigningKey: loadSigningKey({
      configFolder: join(configurationFolder(environment), 'interlock'),
      announce: (line) => reporter.info(line),
    }),
    signStatement,
    readWorkTree,
    runContext,
    reporter,
  }));
