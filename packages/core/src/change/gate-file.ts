import type { Surface } from '../reach/index.ts';
import type { ChangedFile, ChangeStatus } from './change.ts';
import { pointsElsewhere } from './file-mode.ts';

/** A changed file that the gate takes its orders from. */
export interface GateFile {
  readonly path: string;
  readonly previousPath?: string;
  readonly status: ChangeStatus;
  /** Why it counts, where its name alone does not say so. */
  readonly because?: string;
}

/** The gate's files among the ends of one change; a file that is renamed away counts as deleted where it was. */
export function gateFilesOf(file: ChangedFile, { gate }: Surface): readonly GateFile[] {
  const { path, previousPath, status } = file;
  // A symlink is no manifest, even where a change may add one.
  const reach = gate(path, pointsElsewhere(file) ? 'type-changed' : status);
  if (reach !== undefined) return [{ path, ...(previousPath === undefined ? {} : { previousPath }), status, ...reach }];
  if (status !== 'renamed' || previousPath === undefined) return [];
  const movedAway = gate(previousPath, 'deleted');
  return movedAway === undefined ? [] : [{ path: previousPath, status: 'deleted', ...movedAway }];
}
