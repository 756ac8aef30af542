import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { systemClock } from '@interlock/adapters/clock';
import { checkOutputs, findFiles, removeFiles, writeFiles } from '@interlock/adapters/filesystem';
import { loadSigningKey } from '@interlock/adapters/keys';
import { signStatement } from '@interlock/adapters/sigstore';
import { handleRun, run } from '@interlock/operations/run';
import { bind, type Compose } from './compose.ts';
import { configurationFolder } from './configuration-folder.ts';
import { policyPorts } from './evaluate-policy.ts';

export const compose: Compose = (surroundings) =>
  bind(run, handleRun, ({ reporter }) => ({
    ...policyPorts(surroundings),
    checkOutputs,
    findFiles,
    writeFiles,
    removeFiles,
    absolutePath: (path: string) => resolve(path),
    loadSigningKey: loadSigningKey({
      configFolder: join(configurationFolder(surroundings.environment), 'interlock'),
      announce: (line) => reporter.info(line),
    }),
    signStatement,
    runContext: surroundings.runContext,
    clock: systemClock,
    random: () => randomBytes(10),
    reporter,
  }));
