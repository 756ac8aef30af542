import { setTimeout } from 'node:timers/promises';
import type { Clock } from '@interlock/core/ports';

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => setTimeout(milliseconds),
};

/** A clock whose `sleep` rejects once the signal is given, so that a cancelled job can still clean up. */
export function interruptibleClock(signal: AbortSignal): Clock {
  return { now: () => Date.now(), sleep: (milliseconds) => setTimeout(milliseconds, undefined, { signal }) };
}
