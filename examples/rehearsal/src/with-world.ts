import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Journal } from './journal.ts';
import { openWorld, type World } from './rehearsal/world.ts';

/** Opens a world in a folder of its own, which is gone at the end, also when a signal ends the program. */
export async function withWorld<T>(journal: Journal, evidence: string, use: (world: World) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-rehearsal-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const world = await openWorld(journal, { folder, evidence });
  try {
    return await use(world);
  } finally {
    await world.stop();
  }
}
