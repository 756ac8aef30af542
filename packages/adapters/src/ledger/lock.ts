import { createHash, randomUUID } from 'node:crypto';
import { link, readdir, readFile, readlink, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fail, ok, type Result } from '@interlock/core/failure';
import { oneLine } from '@interlock/core/text';
import { errorCode, writeFailure } from '../filesystem/index.ts';

export interface HeldLock {
  /** False once another writer has taken it, because it held this one for dead. */
  readonly isHeld: () => Promise<boolean>;
  readonly release: () => Promise<void>;
}

/**
 * A lock file that one writer has at a time. It names its holder: one that died (on this machine; of another nobody
 * knows) is replaced, with a second lock that is named after the first, so that two cannot replace it at once. Waits
 * until `deadline` (as `performance.now()`), then fails with `deadline-exceeded`.
 */
export async function holdLock(path: string, deadline: number): Promise<Result<HeldLock>> {
  const own = await describe(process.pid, randomUUID());
  const draft = `${path}.${process.pid}.${randomUUID()}`;
  try {
    await writeFile(draft, own, { flag: 'wx', mode: 0o600 });
    let checked = -Infinity;
    for (let pause = 2; performance.now() < deadline; pause = Math.min(pause * 1.5, 60)) {
      if (await take(path, draft)) return ok(heldLock(path, own));
      if (performance.now() > checked + 200) {
        checked = performance.now();
        if (await takeOver(path, draft, deadline)) return ok(heldLock(path, own));
      }
      await setTimeout(pause * (0.5 + Math.random()));
    }
  } catch (cause) {
    return writeFailure(path, cause);
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
  const name = oneLine(basename(path));
  return fail('deadline-exceeded', `Another writer of the ledger has held ${name} for too long.`, {
    file: path,
    hint: `Give the same entries again later. Where nobody is writing on any machine, remove ${name}.`,
  });
}

async function take(path: string, draft: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (cause) {
    if (errorCode(cause) !== 'EEXIST') throw cause;
    return false;
  }
}

/** Replaces the lock of a holder that is dead. */
async function takeOver(path: string, draft: string, deadline: number): Promise<boolean> {
  const holder = await read(path);
  if (holder === undefined || !(await isDead(holder))) return false;
  const name = createHash('sha256').update(holder).digest('hex').slice(0, 16);
  const guard = await holdLock(`${path}.${name}`, deadline);
  if (!guard.ok) return false;
  try {
    // whoever had the guard before may have replaced it
    if ((await read(path)) !== holder) return false;
    await rename(draft, path);
    await sweep(path, holder);
    return true;
  } finally {
    await guard.value.release();
  }
}

/** Removes what the dead holder left beside its lock. */
async function sweep(path: string, dead: string): Promise<void> {
  const prefix = `${basename(path)}.${parse(dead)?.pid}.`;
  const names = await readdir(dirname(path));
  await Promise.all(
    names.filter((name) => name.startsWith(prefix)).map((name) => rm(join(dirname(path), name), { force: true })),
  );
}

function heldLock(path: string, own: string): HeldLock {
  const isHeld = async () => (await read(path).catch(() => undefined)) === own;
  return {
    isHeld,
    release: async () => {
      if (await isHeld()) await rm(path, { force: true }).catch(() => undefined);
    },
  };
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return undefined;
    throw cause;
  }
}

interface Holder {
  readonly host: string;
  readonly pid: number;
  /** When the process started, where the system tells: another process may have its number later. */
  readonly start: string;
}

async function describe(pid: number, nonce: string): Promise<string> {
  return JSON.stringify({ host: await hostOf(), pid, start: await startOf(pid), nonce });
}

/** Where process numbers mean the same: containers can share a name and a folder, and yet number for themselves. */
async function hostOf(): Promise<string> {
  const space = await readlink('/proc/self/ns/pid').catch(() => '');
  return `${hostname()} ${space}`.trim();
}

function parse(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const { host, pid, start } = value as Partial<Record<keyof Holder, unknown>>;
    if (typeof host !== 'string' || typeof start !== 'string') return undefined;
    return typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 0 ? { host, pid, start } : undefined;
  } catch {
    return undefined;
  }
}

async function isDead(text: string): Promise<boolean> {
  const holder = parse(text);
  if (holder === undefined || holder.host !== (await hostOf())) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (cause) {
    return errorCode(cause) === 'ESRCH';
  }
  const start = await startOf(holder.pid);
  return start !== '' && holder.start !== '' && start !== holder.start;
}

/** Field 22 of proc_pid_stat(5); nothing on other systems. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
