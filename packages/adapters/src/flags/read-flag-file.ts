import { lstat } from 'node:fs/promises';
import { fail } from '@interlock/core/failure';
import type { ReadFile } from '@interlock/core/ports';
import { readFile } from '../filesystem/index.ts';

/** A flag file. Not a symbolic link: the write would replace the link, and who reads the file behind it would see nothing. */
export const readFlagFile: ReadFile = async (path) => {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isSymbolicLink()) {
    const message = 'This is a symbolic link, and writing would replace the link, not the file.';
    return fail('wrong-file-type', message, { file: path, hint: 'Name the file that it points to.' });
  }
  return readFile(path);
};
