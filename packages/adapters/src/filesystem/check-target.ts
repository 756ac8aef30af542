import { lstat, stat } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { ok, type Result } from '@interlock/core/failure';
import { oneLine } from '@interlock/core/text';
import { errorCode } from './file-failure.ts';
import { strayLink } from './stray-link.ts';
import { unwritable, writeFailure } from './write-failure.ts';

/**
 * Whether a file can stand at this path: it is a regular file or free, what is above it is a folder or free, and no link
 * of a work tree leads out of the tree. A link at the end is no way out: what is written takes its place.
 */
export async function checkTarget(path: string): Promise<Result<void>> {
  const led = await checkWay(path);
  if (!led.ok) return led;
  const found = await stat(path).catch(() => lstat(path).catch(() => undefined));
  if (found?.isDirectory()) return unwritable(path, 'it is a directory', 'Name a file in it.');
  // A link to nowhere may be replaced; a device such as /dev/null must never be.
  if (found !== undefined && !found.isFile() && !found.isSymbolicLink()) {
    return unwritable(path, 'it is not a regular file', 'Name a file.');
  }
  return checkFolder(path, dirname(path));
}

/** Fails where a link that a change can bring chooses the folder. */
export async function checkWay(path: string): Promise<Result<void>> {
  const link = await strayLink(path);
  if (link === undefined) return ok(undefined);
  const shown = oneLine(relative('.', link) || link, 200);
  const why = `the symbolic link "${shown}" leads out of the work tree`;
  return unwritable(path, why, 'Remove the link, or name the folder that it leads to.');
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
