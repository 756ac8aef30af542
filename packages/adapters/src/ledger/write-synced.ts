import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LedgerFile } from '@interlock/core/ledger';

/**
 * Writes files so that they survive a power cut, each under another name first: who reads sees a whole one. Only one
 * writer at a time.
 */
export async function writeSynced(folder: string, files: readonly LedgerFile[]): Promise<void> {
  const folders = new Set<string>();
  for (const { bytes, path } of files) {
    const target = join(folder, path);
    const created = await mkdir(dirname(target), { recursive: true });
    folders.add(dirname(target));
    // the entries of new folders stand in the folders above
    if (created !== undefined)
      for (let above = dirname(path); above !== '.'; above = dirname(above)) folders.add(join(folder, dirname(above)));
    await writeOne(target, bytes);
  }
  for (const one of folders) await syncFolder(one);
}

async function writeOne(target: string, bytes: Uint8Array): Promise<void> {
  const draft = `${target}.new`;
  {
    await using file = await open(draft, 'w', 0o644);
    await file.writeFile(bytes);
    await file.sync();
  }
  await rename(draft, target);
}

async function syncFolder(path: string): Promise<void> {
  await using folder = await open(path, 'r');
  await folder.sync();
}
