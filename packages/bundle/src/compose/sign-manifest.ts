import { join } from 'node:path';
import { systemClock } from '@interlock/adapters/clock';
import { checkOutputs, readFile, writeFile } from '@interlock/adapters/filesystem';
import { loadSigningKey } from '@interlock/adapters/keys';
import { signStatement } from '@interlock/adapters/sigstore';
import { handleSignManifest, signManifest } from '@interlock/operations/sign-manifest';
import { bind, type Compose } from './compose.ts';
import { configurationFolder } from './configuration-folder.ts';

export const compose: Compose = ({ environment, runContext }) =>
  bind(signManifest, handleSignManifest, ({ reporter }) => ({
    readFile,
    checkOutputs,
    writeFile,
    loadSigningKey: loadSigningKey({
      configFolder: join(configurationFolder(environment), 'interlock'),
      announce: (line) => reporter.info(line),
    }),
    signStatement,
    clock: systemClock,
    runContext,
    reporter,
  }));
