import { rm } from 'node:fs/promises';
import { ok } from '@interlock/core/failure';
import type { RemoveFiles } from '@interlock/core/ports';
import { writeFailure } from './write-failure.ts';

export const removeFiles: RemoveFiles = async (paths) => {
  for (const path of paths) {
    try {
      await rm(path, { force: true });
    } catch (cause) {
      return writeFailure(path, cause);
    }
  }
  return ok(undefined);
};
