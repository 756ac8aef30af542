import { fail } from '@interlock/core/failure';
import type { RunCommand } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';
import { holdEnd, type Hold } from '../process-end/index.ts';
import { runUntil } from './run-command.ts';

/**
 * Runs hooks that change the world, so that none is left alone in it: from the first one on, a first signal lets the hook
 * that runs come to its end and no other begin; a second one ends it and its children. Either way there is an answer to
 * be recorded, and only then the process ends.
 */
export function attendedCommand(): RunCommand {
  let hold: Hold | undefined;
  return async (call) => {
    hold ??= holdEnd();
    const { asked, whenUrgent } = hold;
    if (!asked()) return runUntil(call, whenUrgent);
    return fail('hook-failed', `The job was ended before the command ${oneLine(call.command[0])} was started.`, {
      hint: 'Run the operation again.',
    });
  };
}
