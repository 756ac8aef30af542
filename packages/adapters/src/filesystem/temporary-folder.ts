import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ends = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const live = new Set<string>();

/**
 * Runs with a new folder in the temporary folder of the system, which only this user may read. The folder goes when the
 * use ends, and also where the process ends before. Throws where it cannot be made, and what the use throws.
 */
export async function withTemporaryFolder<T>(prefix: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  if (live.size === 0) listen();
  live.add(folder);
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
    live.delete(folder);
    if (live.size === 0) stopListening();
  }
}

/** In front of an operation that cleans up at its first signal, so that it is still seen to listen. */
function listen(): void {
  for (const name of ends) process.prependListener(name, endBy);
  process.on('exit', removeAll);
}

function stopListening(): void {
  for (const name of ends) process.off(name, endBy);
  process.off('exit', removeAll);
}

/** Ends the process as the signal would have done without us; where somebody else listens, the end is theirs. */
function endBy(name: NodeJS.Signals): void {
  if (process.listenerCount(name) > 1) return;
  removeAll();
  stopListening();
  process.kill(process.pid, name);
}

function removeAll(): void {
  for (const folder of live) rmSync(folder, { recursive: true, force: true });
}
