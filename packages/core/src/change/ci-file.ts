import { ok, type Result } from '../failure/index.ts';
import type { SourceTree } from '../ports/index.ts';
import type { Surface } from '../reach/index.ts';
import {
  compareWorkflows,
  isActiveWorkflow,
  isWorkflowFile,
  noGrowth,
  readWorkflow,
  unreadableWorkflow,
  type WorkflowComparison,
  type WorkflowFacts,
} from '../workflow/index.ts';
import type { ChangedFile, ChangeStatus } from './change.ts';
import { pointsElsewhere } from './file-mode.ts';

/** A changed file that a CI system takes its orders from. */
export interface CiFile {
  readonly path: string;
  readonly previousPath?: string;
  readonly status: ChangeStatus;
  /** Why it counts, where its name alone does not say so. */
  readonly because?: string;
  /** First line that the change added. */
  readonly line?: number;
  readonly comparison: WorkflowComparison;
}

export interface Trees {
  readonly before: SourceTree;
  readonly after: SourceTree;
}

/** The CI file among the ends of one change; a file that is renamed away counts as deleted where it was. */
export async function collectCiFile(
  file: ChangedFile,
  trees: Trees,
  { ci }: Surface,
): Promise<Result<readonly CiFile[]>> {
  const { path, previousPath, status } = file;
  const reach = ci(path, file);
  if (reach === undefined) {
    const movedAway = status === 'renamed' && previousPath !== undefined ? ci(previousPath, file) : undefined;
    const isMovedAway = movedAway !== undefined && previousPath !== undefined;
    return ok(isMovedAway ? [{ path: previousPath, status: 'deleted', ...movedAway, comparison: noGrowth }] : []);
  }
  const comparison = await compareVersions(file, trees);
  if (!comparison.ok) return comparison;
  const line = file.addedLines[0]?.[0];
  return ok([
    {
      path,
      ...(previousPath === undefined ? {} : { previousPath }),
      status,
      ...reach,
      ...(line === undefined ? {} : { line }),
      comparison: comparison.value,
    },
  ]);
}

async function compareVersions(file: ChangedFile, trees: Trees): Promise<Result<WorkflowComparison>> {
  if (file.status === 'deleted') return ok(noGrowth);
  if (pointsElsewhere(file)) {
    return ok({ ...noGrowth, unreadable: 'it is a symlink or a submodule: its content is not part of the change' });
  }
  if (!isWorkflowFile(file.path)) return ok(noGrowth);
  const before = await readFacts(trees.before, pathBefore(file));
  if (!before.ok) return before;
  const after = await readFacts(trees.after, file.path);
  if (!after.ok) return after;
  // Git says that the file is there; a tree that does not show it must not pass for a deletion.
  return ok(compareWorkflows(before.value, after.value ?? unreadableWorkflow('its content is not there')));
}

/** Where the version before the change ran; the source of a copy, or of a rename from where GitHub runs nothing, is none. */
function pathBefore({ path, previousPath, status }: ChangedFile): string | undefined {
  if (status !== 'renamed') return path;
  return previousPath !== undefined && isActiveWorkflow(previousPath) ? previousPath : undefined;
}

async function readFacts(tree: SourceTree, path: string | undefined): Promise<Result<WorkflowFacts | undefined>> {
  if (path === undefined) return ok(undefined);
  const content = await tree.read(path);
  if (!content.ok) return content;
  return ok(content.value === undefined ? undefined : readWorkflow(content.value));
}
