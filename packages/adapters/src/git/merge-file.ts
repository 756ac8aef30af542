import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, type Result } from '@interlock/core/failure';
import type { ReadObject } from './object-reader.ts';
import { exitStatus, runGit } from './run-git.ts';
import type { Side, Unmerged } from './unmerged.ts';

export interface MergePlace {
  readonly gitDirectory: string;
  readonly readObject: ReadObject;
  /** An existing folder for temporary files. */
  readonly folder: string;
}

/** Merges the three contents of one path line by line, as git-merge-one-file does; `undefined` is a conflict. */
export async function mergeFile(place: MergePlace, path: Unmerged): Promise<Result<Side | undefined>> {
  const { base, ours, theirs } = path;
  if (base === undefined || ours === undefined || theirs === undefined) return ok(undefined);
  const mode = mergeModes(base.mode, ours.mode, theirs.mode);
  if (mode === undefined || ![base, ours, theirs].every(isRegular)) return ok(undefined);
  const merged = await mergeContent(place, [ours, base, theirs]);
  if (!merged.ok || merged.value === undefined) return merged.ok ? ok(undefined) : merged;
  const written = await runGit(place.gitDirectory, ['hash-object', '-w', '--stdin'], { input: merged.value });
  return written.ok ? ok({ mode, objectName: written.value.toString().trim() }) : written;
}

/** The side that changed wins; both changed to something else is a conflict. */
function mergeModes(base: string, ours: string, theirs: string): string | undefined {
  if (ours === base || ours === theirs) return theirs;
  return theirs === base ? ours : undefined;
}

function isRegular(side: Side): boolean {
  return side.mode.startsWith('100');
}

async function mergeContent(place: MergePlace, sides: readonly Side[]): Promise<Result<Buffer | undefined>> {
  const folder = await mkdtemp(join(place.folder, 'merge-'));
  try {
    const files: string[] = [];
    for (const side of sides) {
      const object = await place.readObject(side.objectName);
      if (!object.ok) return object;
      const file = join(folder, String(files.length));
      await writeFile(file, object.value.content);
      files.push(file);
    }
    const merged = await runGit(place.gitDirectory, ['merge-file', '-p', '-q', ...files]);
    // a positive status is the number of conflicts, or 255 for binary content
    if (!merged.ok && exitStatus(merged.error) !== undefined) return ok(undefined);
    return merged;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
