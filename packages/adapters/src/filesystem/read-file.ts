import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { fail, ok } from '@interlock/core/failure';
import type { ReadFile } from '@interlock/core/ports';
import { fileFailure } from './file-failure.ts';

export const readFile: ReadFile = async (path) => {
  try {
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = await file.stat();
    if (stats.isDirectory()) {
      return fail('wrong-file-type', 'This is a directory, and a file was expected.', {
        file: path,
        hint: 'Name a file in it.',
      });
    }
    // A fifo or a device could block for ever or never end; O_NONBLOCK keeps open() itself from waiting.
    if (!stats.isFile()) {
      return fail('wrong-file-type', 'This is not a regular file.', { file: path, hint: 'Name a regular file.' });
    }
    return ok(await file.readFile());
  } catch (cause) {
    return fileFailure(path, cause);
  }
};
