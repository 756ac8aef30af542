import { randomBytes } from 'node:crypto';
import { systemClock } from '@interlock/adapters/clock';
import { appendEvents, readEventFile } from '@interlock/adapters/events';
import { hashFile } from '@interlock/adapters/filesystem';
import { createRecorder, type Recorder } from '@interlock/core/event';
import type { RunContext } from '@interlock/core/ports';

/** Writes the event of whichever operation runs. */
export function recorderFor(runContext: RunContext): Recorder {
  const random = () => randomBytes(10);
  return createRecorder({ appendEvents, readEventFile, hashFile, clock: systemClock, random, runContext });
}
