import { join } from 'node:path';
import { loadSigningKey } from '@interlock/adapters/keys';
import type { LoadSigningKey } from '@interlock/core/evidence';
import type { Reporter } from '@interlock/core/host';
import { configurationFolder } from './configuration-folder.ts';

type Environment = Parameters<typeof configurationFolder>[0];

/** Signing keys of the user who runs the command: one that is made at first use lies in their configuration folder. */
export const signingKeys = (environment: Environment, reporter: Reporter): LoadSigningKey =>
  loadSigningKey({
    configFolder: join(configurationFolder(environment), 'interlock'),
    announce: (line) => reporter.info(line),
  });
