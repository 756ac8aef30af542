import { systemClock } from '@interlock/adapters/clock';
import { checkOutputs, readFile, writeFile } from '@interlock/adapters/filesystem';
import { signStatement } from '@interlock/adapters/sigstore';
import { handleSignManifest, signManifest } from '@interlock/operations/sign-manifest';
import { bind, type Compose } from './compose.ts';
import { signingKeys } from './signing-keys.ts';

export const compose: Compose = ({ environment, runContext }) =>
  bind(signManifest, handleSignManifest, ({ reporter }) => ({
    readFile,
    checkOutputs,
    writeFile,
    loadSigningKey: signingKeys(environment, reporter),
    signStatement,
    clock: systemClock,
    runContext,
    reporter,
  }));
