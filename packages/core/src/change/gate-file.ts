import { isGateFile } from '../workflow/index.ts';
import type { ChangedFile, ChangeStatus } from './change.ts';
import { pointsElsewhere } from './file-mode.ts';

/** A changed file that the gate takes its orders from. */
export interface GateFile {
  readonly path: string;
  readonly previousPath?: string;
  readonly status: ChangeStatus;
}

/** The gate's files among the ends of one change; a file that is renamed away counts as deleted where it was. */
export function gateFilesOf(file: ChangedFile): readonly GateFile[] {
  const { path, previousPath, status } = file;
  // A symlink is no manifest, even where a change may add one.
  if (isGateFile(path, pointsElsewhere(file) ? 'type-changed' : status)) {
    return [{ path, ...(previousPath === undefined ? {} : { previousPath }), status }];
  }
  const isMovedAway = status === 'renamed' && previousPath !== undefined && isGateFile(previousPath, 'deleted');
  return isMovedAway ? [{ path: previousPath, status: 'deleted' }] : [];
}
