import { interruptibleClock } from '@interlock/adapters/clock';
import { runCommand } from '@interlock/adapters/command';
import { checkOutputs, readFile, writeFiles } from '@interlock/adapters/filesystem';
import { openmetricsCounters } from '@interlock/adapters/openmetrics';
import { prometheusCounters } from '@interlock/adapters/prometheus';
import { canaryGate, handleCanaryGate } from '@interlock/operations/canary-gate';
import { bind, type Compose } from './compose.ts';

export const compose: Compose = ({ listenForInterruption }) =>
  bind(canaryGate, handleCanaryGate, ({ reporter }) => ({
    readFile,
    checkOutputs,
    writeFiles,
    countersFor: (source, intervalSeconds) => {
      const timeout = Math.min(Math.max(intervalSeconds, 1), 10);
      // Several looks wide, so that a look that fails loses no sample.
      return source.type === 'prometheus'
        ? prometheusCounters(source, Math.max(60, intervalSeconds * 5), timeout)
        : openmetricsCounters(source, timeout);
    },
    runCommand,
    clock: interruptibleClock(listenForInterruption()),
    reporter,
  }));
