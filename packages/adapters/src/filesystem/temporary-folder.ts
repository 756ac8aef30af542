import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeAtEnd } from '../process-end/index.ts';

/**
 * Runs with a new folder in the temporary folder of the system, which only this user may read. The folder goes when the
 * use ends, and also where the process ends before. Throws where it cannot be made, and what the use throws.
 */
export async function withTemporaryFolder<T>(prefix: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  const giveBack = removeAtEnd(folder);
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
    giveBack();
  }
}
