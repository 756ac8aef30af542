import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { systemClock } from '@interlock/adapters/clock';
import { checkOutputs, findFiles, removeFiles, writeFiles } from '@interlock/adapters/filesystem';
import { signStatement } from '@interlock/adapters/sigstore';
import { handleRun, run } from '@interlock/operations/run';
import { bind, type Compose } from './compose.ts';
import { policyPorts } from './evaluate-policy.ts';
import { signingKeys } from './signing-keys.ts';

export const compose: Compose = (surroundings) =>
  bind(run, handleRun, ({ reporter }) => ({
    ...policyPorts(surroundings),
    checkOutputs,
    findFiles,
    writeFiles,
    removeFiles,
    absolutePath: (path: string) => resolve(path),
    loadSigningKey: signingKeys(surroundings.environment, reporter),
    signStatement,
    runContext: surroundings.runContext,
    clock: systemClock,
    random: () => randomBytes(10),
    reporter,
  }));
