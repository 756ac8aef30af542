import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readNpmLock, readPnpmLock } from '@interlock/core/sbom';

/** Runs the suite over the folder that INTERLOCK_TEST_DATA names, or says plainly that it was not run. */
export function describeWithData(name: string, suite: (folder: string) => void): void {
  const folder = process.env['INTERLOCK_TEST_DATA'];
  describe('with the lockfiles of other projects', () => {
    if (folder !== undefined) {
      suite(folder);
      return;
    }
    it('is not run without INTERLOCK_TEST_DATA', () => {
      expect(folder).toBeUndefined();
      process.stdout.write(`not run: ${name} (INTERLOCK_TEST_DATA is not set)\n`);
    });
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
