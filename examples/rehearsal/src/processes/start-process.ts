import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';

export interface RunningProcess {
  /** What the program printed after `ready`: its ports. */
  readonly ready: readonly string[];
  /** Ends the process and its children; kills them after five seconds. */
  readonly stop: () => Promise<void>;
}

/** Starts `node file` in a group of its own and waits for its line `ready …`. Throws where it ends or is silent before. */
export async function startProcess(
  file: string,
  environment: Readonly<Record<string, string>>,
  timeoutSeconds = 15,
): Promise<RunningProcess> {
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env['PATH'], ...environment },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const kill = (signal: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      child.kill(signal);
    }
  };
  const killOnExit = (): void => kill('SIGKILL');
  process.once('exit', killOnExit);
  const stop = async (): Promise<void> => {
    process.off('exit', killOnExit);
    if (child.exitCode !== null || child.signalCode !== null) return;
    kill('SIGTERM');
    const inTime = new AbortController();
    const late = setTimeout(5_000, undefined, { signal: inTime.signal }).then(
      () => kill('SIGKILL'),
      () => {},
    );
    await ended;
    inTime.abort();
    await late;
  };
  const timer = new AbortController();
  const silence = setTimeout(timeoutSeconds * 1_000, undefined, { signal: timer.signal }).catch(() => undefined);
  const first = await Promise.race([readyLine(child.stdout), silence]);
  timer.abort();
  if (first !== undefined) return { ready: first, stop };
  await stop();
  throw new Error(`${file} ended or was silent for ${timeoutSeconds} s before it was ready`);
}

async function readyLine(output: NodeJS.ReadableStream): Promise<readonly string[] | undefined> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: output });
    lines.on('line', (line) => line.startsWith('ready ') && resolve(line.split(' ').slice(1)));
    lines.on('close', () => resolve(undefined));
  });
}
