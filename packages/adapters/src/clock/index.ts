import { setTimeout } from 'node:timers/promises';
import type { Clock } from '@interlock/core/ports';

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => setTimeout(milliseconds),
};
