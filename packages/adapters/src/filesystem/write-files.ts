import { randomUUID } from 'node:crypto';
import { copyFile, link, lstat, mkdir, rename, rm, rmdir, writeFile as write } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ok, type Result } from '@interlock/core/failure';
import type { OutputFile, WriteFiles } from '@interlock/core/ports';
import { checkTarget } from './check-target.ts';
import { writeFailure } from './write-failure.ts';

/** How to take back what was done so far, first step first. */
type Steps = (() => Promise<unknown>)[];

export const writeFiles: WriteFiles = async (files) => {
  for (const { path } of files) {
    const free = await checkTarget(path);
    if (!free.ok) return free;
  }
  const undo: Steps = [];
  const written = await writeAll(files, undo);
  if (written.ok) return written;
  for (const step of undo.toReversed()) await step().catch(() => undefined);
  return written;
};

async function writeAll(files: readonly OutputFile[], undo: Steps): Promise<Result<void>> {
  const staged: { readonly path: string; readonly temporary: string }[] = [];
  const kept: string[] = [];
  for (const file of files) {
    const temporary = await attempt(file.path, () => stage(file, undo));
    if (!temporary.ok) return temporary;
    staged.push({ path: file.path, temporary: temporary.value });
  }
  for (const [index, { path, temporary }] of staged.entries()) {
    const isLast = index === staged.length - 1;
    const moved = await attempt(path, async () => {
      if (!isLast) kept.push(...(await keep(path, undo)));
      await rename(temporary, path);
    });
    if (!moved.ok) return moved;
  }
  for (const copy of kept) await rm(copy, { force: true }).catch(() => undefined);
  return ok(undefined);
}

/** Writes the content beside the target, where a rename can bring it into place. */
async function stage({ path, content }: OutputFile, undo: Steps): Promise<string> {
  const made = await mkdir(dirname(path), { recursive: true });
  if (made !== undefined) undo.push(() => removeFolders(resolve(dirname(path)), resolve(made)));
  const temporary = beside(path);
  undo.push(() => rm(temporary, { force: true }));
  await write(temporary, content, { flag: 'wx' });
  return temporary;
}

/** Makes the replacement of a file reversible; gives the copies that are to be removed in the end. */
async function keep(path: string, undo: Steps): Promise<readonly string[]> {
  const before = await lstat(path).catch(() => undefined);
  if (before === undefined) {
    undo.push(() => rm(path, { force: true }));
    return [];
  }
  const copy = beside(path);
  undo.push(() => rm(copy, { force: true }));
  await link(path, copy).catch(() => copyFile(path, copy));
  undo.push(() => rename(copy, path));
  return [copy];
}

function beside(path: string): string {
  return join(dirname(path), `.interlock-${randomUUID()}.tmp`);
}

/** Removes empty folders from the deepest up to the topmost that was made. */
async function removeFolders(deepest: string, topmost: string): Promise<void> {
  await rmdir(deepest);
  if (deepest !== topmost) await removeFolders(dirname(deepest), topmost);
}

async function attempt<T>(path: string, act: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await act());
  } catch (cause) {
    return writeFailure(path, cause);
  }
}
