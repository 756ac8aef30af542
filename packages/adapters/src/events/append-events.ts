import { constants } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { eventLine, type AppendEvents } from '@interlock/core/event';
import { fail, ok, type Result } from '@interlock/core/failure';
import { oneLine } from '@interlock/core/text';
import { errorCode, writeFailure } from '../filesystem/index.ts';
import { checkPlain } from './open-plain.ts';
import { readEventFile } from './read-event-file.ts';

const patience = 10_000;

/** A lock file lets one writer in: each event names the digest of the one before, so that two must not append at once. */
export const appendEvents: AppendEvents = async (path, next) => {
  const plain = await checkPlain(path);
  if (!plain.ok) return plain;
  const lock = `${path}.lock`;
  const taken = await takeLock(path, lock);
  if (!taken.ok) return taken;
  try {
    const before = await readEventFile(path);
    if (!before.ok) return before;
    const events = next(before.value);
    return events.ok ? await append(path, events.value.map(eventLine).join('')) : events;
  } finally {
    await rm(lock, { force: true }).catch(() => undefined);
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

async function takeLock(path: string, lock: string): Promise<Result<void>> {
  const until = performance.now() + patience;
  for (;;) {
    try {
      await mkdir(dirname(path), { recursive: true });
      await using file = await open(lock, 'wx', 0o600);
      await file.sync();
      return ok(undefined);
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
