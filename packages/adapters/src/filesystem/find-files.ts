import { lstat, stat } from 'node:fs/promises';
import { glob } from 'node:fs/promises';
import { fail, ok } from '@interlock/core/failure';
import type { FindFiles } from '@interlock/core/ports';
import { fileFailure } from './file-failure.ts';

export const findFiles: FindFiles = async (pattern) => {
  if (!/[*?[\]{}]/.test(pattern)) return findOne(pattern);
  const found: string[] = [];
  try {
    for await (const path of glob(pattern)) {
      if ((await lstat(path)).isFile()) found.push(path.replaceAll('\\', '/'));
    }
  } catch (cause) {
    return fileFailure(pattern, cause);
  }
  if (found.length === 0) {
    return fail('no-match', `No file matches the pattern "${pattern}".`, {
      hint: 'Check the pattern, and that the step that makes these files ran before; patterns are taken from the working directory.',
    });
  }
  return ok(found.sort());
};

async function findOne(path: string) {
  try {
    if ((await stat(path)).isFile()) return ok([path]);
    return fail('wrong-file-type', 'This is not a regular file.', {
      file: path,
      hint: 'Name a file, or a pattern such as folder/*.xml.',
    });
  } catch (cause) {
    return fileFailure(path, cause);
  }
}
