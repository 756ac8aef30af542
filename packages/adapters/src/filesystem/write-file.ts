import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile as write } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail, ok } from '@interlock/core/failure';
import type { WriteFile } from '@interlock/core/ports';
import { errorCode } from './file-failure.ts';

export const writeFile: WriteFile = async (path, content) => {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await write(temporary, content, { flag: 'wx' });
    await rename(temporary, path);
    return ok(undefined);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    return fail('unwritable-file', `This file could not be written (${errorCode(cause)}).`, {
      file: path,
      hint: 'Name a file in a folder that this user may write to.',
      cause,
    });
  }
};
