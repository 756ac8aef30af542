import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fail, ok, type Result } from '@interlock/core/failure';
import { oneLine } from '@interlock/core/text';
import { errorCode } from './file-failure.ts';
import { writeFailure } from './write-failure.ts';

export interface Lock {
  readonly path: string;
  readonly file: FileHandle;
}

/**
 * Creates `<path>.lock`, which only one writer can; its removal or rename lets the next one in. Fails with
 * `unwritable-file`, also where another writer has held it for longer than the patience, in milliseconds.
 */
export async function takeLock(path: string, patience: number): Promise<Result<Lock>> {
  const lock = `${path}.lock`;
  const until = performance.now() + patience;
  for (;;) {
    try {
      return ok({ path: lock, file: await open(lock, 'wx', 0o600) });
    } catch (cause) {
      if (errorCode(cause) !== 'EEXIST') return writeFailure(path, cause);
    }
    if (performance.now() > until) break;
    await setTimeout(5 + Math.random() * 25);
  }
  const name = oneLine(basename(lock));
  return fail('unwritable-file', `Another writer has held ${name} for more than ${patience / 1_000} s.`, {
    file: path,
    hint: `Wait for it. Where nobody is writing, a writer was cut off: remove ${name}.`,
  });
}
