import { rm } from 'node:fs/promises';
import { ok } from '@interlock/core/failure';
import type { RemoveFiles } from '@interlock/core/ports';
import { checkWay } from './check-target.ts';
import { writeFailure } from './write-failure.ts';

export const removeFiles: RemoveFiles = async (paths) => {
  for (const path of paths) {
    const led = await checkWay(path);
    if (!led.ok) return led;
    try {
      await rm(path, { force: true });
    } catch (cause) {
      return writeFailure(path, cause);
    }
  }
  return ok(undefined);
};
