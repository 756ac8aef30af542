import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { dataFolder } from './data-folder.ts';

describe('the folder of foreign data', () => {
  it('is there', () => {
    expect(dataFolder()).toBe(process.env['INTERLOCK_TEST_DATA']);
  });

  it('is an error where it is not named, not there or empty', () => {
    const empty = mkdtempSync(join(tmpdir(), 'data-'));
    try {
      expect(() => dataFolder('')).toThrow('need INTERLOCK_TEST_DATA');
      expect(() => dataFolder(join(empty, 'gone'))).toThrow('lacks cyclonedx, junit, lockfiles, merkle, purl');
      expect(() => dataFolder(empty)).toThrow('lacks cyclonedx, junit, lockfiles, merkle, purl');
    } finally {
      rmSync(empty, { recursive: true });
    }
  });
});
