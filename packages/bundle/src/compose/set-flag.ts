import { systemClock } from '@interlock/adapters/clock';
import { checkOutputs, writeFile } from '@interlock/adapters/filesystem';
import { readFlagFile, replaceFlagFile } from '@interlock/adapters/flags';
import { handleSetFlag, setFlag } from '@interlock/operations/set-flag';
import { bind, type Compose } from './compose.ts';

export const compose: Compose = ({ runContext }) =>
  bind(setFlag, handleSetFlag, ({ reporter }) => ({
    readFlagFile,
    replaceFlagFile,
    checkOutputs,
    writeFile,
    clock: systemClock,
    runContext,
    reporter,
  }));
