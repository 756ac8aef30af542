import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe } from '@jest/globals';
import { readNpmLock, readPnpmLock } from '@interlock/core/sbom';
import { dataFolder } from '../data-folder.ts';

/** Runs the suite over the folder of foreign data. */
export function describeWithData(name: string, suite: (folder: string) => void): void {
  const folder = dataFolder();
  describe(name, () => {
    suite(folder);
  });
}

export interface LockfileFixture {
  /** Relative to the folder of the fixtures. */
  readonly path: string;
  readonly absolute: string;
  readonly read: typeof readNpmLock;
}

/** Every npm and pnpm lockfile under a folder, whatever its name there. */
export function lockfilesUnder(folder: string): readonly LockfileFixture[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .flatMap((absolute) => {
      const read = readerOf(absolute);
      return read === undefined ? [] : [{ path: absolute.slice(folder.length + 1), absolute, read }];
    });
}

function readerOf(file: string): typeof readNpmLock | undefined {
  if (/^(package-lock|npm-shrinkwrap).*\.json$/.test(basename(file))) return readNpmLock;
  if (/^pnpm-lock.*\.yaml$/.test(basename(file))) return readPnpmLock;
  if (/packagelockjson\/testdata\/[^/]+$/.test(file)) return readNpmLock;
  return /pnpmlock\/testdata\/[^/]+$/.test(file) ? readPnpmLock : undefined;
}
