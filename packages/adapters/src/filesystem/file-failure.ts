import { fail, type FailureKind, type Result } from '@interlock/core/failure';

const kinds: Readonly<Record<string, readonly [FailureKind, string, string]>> = {
  ENOENT: ['missing-file', 'There is no such file.', 'Check the path; it is taken from the working directory.'],
  ENOTDIR: ['missing-file', 'There is no such file: a part of the path is a file.', 'Check the path.'],
  EISDIR: ['wrong-file-type', 'This is a directory, and a file was expected.', 'Name a file in it.'],
  EACCES: ['unreadable-file', 'This file may not be read.', 'Give the user of this job the right to read it.'],
  EPERM: ['unreadable-file', 'This file may not be read.', 'Give the user of this job the right to read it.'],
  ELOOP: ['unreadable-file', 'Too many symbolic links on the way to this file.', 'Name the file itself.'],
};

/** The one place where an error of the file system becomes a failure. */
export function fileFailure(path: string, cause: unknown): Result<never> {
  const code = errorCode(cause);
  const [kind, message, hint] = kinds[code] ?? [
    'unreadable-file',
    `This file could not be read (${code}).`,
    'Check the disk and the rights on it.',
  ];
  return fail(kind, message, { file: path, hint, cause });
}

export function errorCode(cause: unknown): string {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : 'unknown error';
}
