import { randomBytes } from 'node:crypto';
import { systemClock } from '@interlock/adapters/clock';
import { checkOutputs, findFiles, readFile, writeFiles } from '@interlock/adapters/filesystem';
import { handleRecordEvent, recordEvent } from '@interlock/operations/record-event';
import { bind, type Compose } from './compose.ts';
import { forgeAt } from './forge.ts';
import { openStore } from './ledger-store.ts';

export const compose: Compose = ({ runContext }) =>
  bind(recordEvent, handleRecordEvent, (host) => ({
    findFiles,
    readFile,
    checkOutputs,
    writeFiles,
    openStore,
    forge: forgeAt(
      runContext,
      host.input('token', recordEvent.inputs.token),
      host.input('repository', recordEvent.inputs.repository),
    ),
    clock: systemClock,
    random: (bytes) => randomBytes(bytes),
    runContext,
    reporter: host.reporter,
  }));
