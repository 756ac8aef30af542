import { systemClock } from '@interlock/adapters/clock';
import { checkOutputs, readFile, writeFile } from '@interlock/adapters/filesystem';
import { signSsh } from '@interlock/adapters/ssh-keygen';
import { approve, handleApprove } from '@interlock/operations/approve';
import { bind, type Compose } from './compose.ts';

export const compose: Compose = () =>
  bind(approve, handleApprove, ({ reporter }) => ({
    readFile,
    writeFile,
    checkOutputs,
    signSsh: signSsh((line) => reporter.info(line)),
    clock: systemClock,
    reporter,
  }));
