import { constants } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { eventLine, type AppendEvents } from '@interlock/core/event';
import { ok, type Result } from '@interlock/core/failure';
import { takeLock, writeFailure } from '../filesystem/index.ts';
import { holdEnd } from '../process-end/index.ts';
import { checkPlain } from './open-plain.ts';
import { readEventFile } from './read-event-file.ts';

const patience = 10_000;

/** A lock file lets one writer in: each event names the digest of the one before, so that two must not append at once. */
export const appendEvents: AppendEvents = async (path, next) => {
  const plain = await checkPlain(path);
  if (!plain.ok) return plain;
  // a lock that stays behind would keep every later event out
  const hold = holdEnd();
  const taken = await makeLock(path);
  if (!taken.ok) {
    hold.release();
    return taken;
  }
  try {
    const before = await readEventFile(path);
    if (!before.ok) return before;
    const events = next(before.value);
    return events.ok ? await append(path, events.value.map(eventLine).join('')) : events;
  } finally {
    await rm(taken.value, { force: true }).catch(() => undefined);
    hold.release();
  }
};

/** A line that was written in part is taken back: a chain that ends in half an event could not go on. */
async function append(path: string, lines: string): Promise<Result<void>> {
  const flags =
    constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  try {
    await using file = await open(path, flags, 0o644);
    const { size } = await file.stat();
    try {
      await file.writeFile(lines);
      await file.sync();
    } catch (cause) {
      await file.truncate(size).catch(() => undefined);
      throw cause;
    }
    return ok(undefined);
  } catch (cause) {
    return writeFailure(path, cause);
  }
}

/** The path of the lock; its folder is made where it is not there. */
async function makeLock(path: string): Promise<Result<string>> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const taken = await takeLock(path, patience);
    if (!taken.ok) return taken;
    await using file = taken.value.file;
    await file.sync();
    return ok(taken.value.path);
  } catch (cause) {
    return writeFailure(path, cause);
  }
}
