import { rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { sha256, type Digest } from '@interlock/core/digest';
import { ok, type Result } from '@interlock/core/failure';
import type { ReplaceFile } from '@interlock/core/flags';
import { checkWay, takeLock, writeFailure } from '../filesystem/index.ts';
import { readFlagFile } from './read-flag-file.ts';

const patience = 5_000;

/**
 * A re-read before the rename alone would let two writers both find the old digest. As git does for its index, the new
 * content is written into `<file>.lock`, which only one writer can create, and its rename gives the lock back.
 */
export const replaceFlagFile: ReplaceFile = async (path, read, content) => {
  const led = await checkWay(path);
  if (!led.ok) return led;
  const taken = await takeLock(path, patience);
  if (!taken.ok) return taken;
  const { file, path: lock } = taken.value;
  const replaced = await writeLocked(path, lock, file, { read, content });
  if (!replaced.ok || replaced.value === 'changed') await rm(lock, { force: true }).catch(() => undefined);
  return replaced;
};

async function writeLocked(
  path: string,
  lock: string,
  file: FileHandle,
  { content, read }: { readonly read: Digest; readonly content: string },
): Promise<Result<'replaced' | 'changed'>> {
  try {
    await using handle = file;
    const now = await readFlagFile(path);
    if (!now.ok) return now;
    if (sha256(now.value) !== read) return ok('changed');
    await handle.writeFile(content);
    await keepOwner(handle, path);
    await handle.sync();
    await rename(lock, path);
    return ok('replaced');
  } catch (cause) {
    return writeFailure(path, cause);
  }
}

/** The service that reads the file may be another user: owner and mode stay. */
async function keepOwner(handle: FileHandle, path: string): Promise<void> {
  const [before, made] = [await stat(path), await handle.stat()];
  if (before.uid !== made.uid || before.gid !== made.gid) await handle.chown(before.uid, before.gid);
  await handle.chmod(before.mode & 0o7777);
}
