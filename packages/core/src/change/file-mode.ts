import type { ChangedFile } from './change.ts';

/** Whether the new version is a symlink or a submodule, whose content is somewhere else. */
export function pointsElsewhere({ newMode }: ChangedFile): boolean {
  return newMode === '120000' || newMode === '160000';
}
