import { systemClock } from '@interlock/adapters/clock';
import { checkOutputs, writeFile } from '@interlock/adapters/filesystem';
import { readFlagFile, replaceFlagFile } from '@interlock/adapters/flags';
import { holdEnd } from '@interlock/adapters/process-end';
import type { ReplaceFile } from '@interlock/core/flags';
import { handleSetFlag, setFlag } from '@interlock/operations/set-flag';
import { bind, type Compose } from './compose.ts';

/** A flag that was set is recorded, and no lock stays behind: from the replacing on it takes a moment. */
function replaceToTheEnd(): ReplaceFile {
  let held = false;
  return (path, read, content) => {
    if (!held) holdEnd();
    held = true;
    return replaceFlagFile(path, read, content);
  };
}

export const compose: Compose = ({ runContext }) =>
  bind(setFlag, handleSetFlag, ({ reporter }) => ({
    readFlagFile,
    replaceFlagFile: replaceToTheEnd(),
    checkOutputs,
    writeFile,
    clock: systemClock,
    runContext,
    reporter,
  }));
