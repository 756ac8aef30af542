import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '@interlock/core/failure';
import {
  encodeImageIndex,
  parseImageIndex,
  refNameAnnotation,
  storeLimits,
  type Descriptor,
} from '@interlock/core/store';
import { systemClock } from '../../clock/index.ts';
import { errorCode } from '../../filesystem/file-failure.ts';
import { readFile } from '../../filesystem/index.ts';
import { writeFailure } from '../../filesystem/write-failure.ts';

export async function readIndex(folder: string): Promise<Result<readonly Descriptor[]>> {
  const file = join(folder, 'index.json');
  const bytes = await readFile(file);
  if (!bytes.ok) return bytes;
  const manifests = parseImageIndex(bytes.value, file);
  if (!manifests.ok || manifests.value.length <= storeLimits.index) return manifests;
  return fail(
    'malformed-file',
    `The index has ${manifests.value.length} manifests, and at most ${storeLimits.index} were expected.`,
    {
      file,
      hint: 'Start a new layout.',
    },
  );
}

export function tagOf(descriptor: Descriptor): string | undefined {
  return descriptor.annotations?.[refNameAnnotation];
}

/** What becomes of the manifests of an index; undefined: they are right already. */
export type IndexChange = (manifests: readonly Descriptor[]) => Result<readonly Descriptor[] | undefined>;

/**
 * Reads, changes and replaces the index while nobody else does. The lock is the file that becomes the index, created
 * only where there is none, as git does it: a writer that was killed leaves it behind and never half an index.
 */
export async function changeIndex(
  folder: string,
  change: IndexChange,
  waitMilliseconds: number,
): Promise<Result<void>> {
  const path = join(folder, 'index.json');
  const locked = await takeLock(`${path}.lock`, waitMilliseconds);
  if (!locked.ok) return locked;
  let moved = false;
  try {
    const before = await readIndex(folder);
    if (!before.ok) return before;
    const after = change(before.value);
    if (!after.ok) return after;
    if (after.value === undefined) return ok(undefined);
    await locked.value.writeFile(encodeImageIndex(after.value));
    await locked.value.sync();
    await rename(`${path}.lock`, path);
    moved = true;
    return ok(undefined);
  } catch (cause) {
    return writeFailure(path, cause);
  } finally {
    await locked.value.close();
    if (!moved) await rm(`${path}.lock`, { force: true });
  }
}

async function takeLock(lock: string, waitMilliseconds: number): Promise<Result<FileHandle>> {
  const end = systemClock.now() + waitMilliseconds;
  for (;;) {
    try {
      return ok(await open(lock, 'wx'));
    } catch (cause) {
      if (errorCode(cause) !== 'EEXIST') return writeFailure(lock, cause);
    }
    if (systemClock.now() >= end) {
      const message = `Another program has been changing this layout for ${waitMilliseconds / 1000} s.`;
      return fail('unwritable-file', message, {
        file: lock,
        hint: 'Remove the lock if no such program runs any more.',
      });
    }
    await systemClock.sleep(5 + Math.random() * 20);
  }
}
