import type { ClearOutputs } from '@interlock/core/ports';
import { checkOutputs } from './check-outputs.ts';
import { removeFiles } from './remove-files.ts';

export const clearOutputs: ClearOutputs = async ({ outputs, read }) => {
  const free = await checkOutputs(outputs, read);
  return free.ok ? removeFiles(outputs.map(({ path }) => path)) : free;
};
