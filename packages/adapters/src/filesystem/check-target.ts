import { lstat, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ok, type Result } from '@interlock/core/failure';
import { errorCode } from './file-failure.ts';
import { unwritable, writeFailure } from './write-failure.ts';

/** Whether a file can stand at this path: it is a regular file or free, and what is above it is a folder or free. */
export async function checkTarget(path: string): Promise<Result<void>> {
  const found = await stat(path).catch(() => lstat(path).catch(() => undefined));
  if (found?.isDirectory()) return unwritable(path, 'it is a directory', 'Name a file in it.');
  // A link to nowhere may be replaced; a device such as /dev/null must never be.
  if (found !== undefined && !found.isFile() && !found.isSymbolicLink()) {
    return unwritable(path, 'it is not a regular file', 'Name a file.');
  }
  return checkFolder(path, dirname(path));
}

async function checkFolder(path: string, folder: string): Promise<Result<void>> {
  try {
    if ((await stat(folder)).isDirectory()) return ok(undefined);
    return unwritable(path, 'a part of the path is a file', 'Name a file in a folder.');
  } catch (cause) {
    const code = errorCode(cause);
    if (code === 'ENOENT' && dirname(folder) !== folder) return checkFolder(path, dirname(folder));
    if (code === 'ENOTDIR') return unwritable(path, 'a part of the path is a file', 'Name a file in a folder.');
    return writeFailure(path, cause);
  }
}
