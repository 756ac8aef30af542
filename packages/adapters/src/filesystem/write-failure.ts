import { fail, type Result } from '@interlock/core/failure';
import { errorCode } from './file-failure.ts';

const hints: Readonly<Record<string, string>> = {
  ENOSPC: 'Make room on the disk.',
  EDQUOT: 'Make room on the disk.',
  EFBIG: 'Make room on the disk, or raise the limit on the size of files.',
  ENAMETOOLONG: 'Give it a shorter name.',
};

/** The one place where an error of the file system becomes a failure to write. */
export function writeFailure(path: string, cause: unknown): Result<never> {
  const code = errorCode(cause);
  return unwritable(path, code, hints[code] ?? 'Name a file in a folder that this user may write to.', cause);
}

export function unwritable(file: string, why: string, hint: string, cause?: unknown): Result<never> {
  return fail('unwritable-file', `This file could not be written: ${why}.`, { file, hint, cause });
}
