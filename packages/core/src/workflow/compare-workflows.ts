import { findNewWrites } from './compare-permissions.ts';
import type { Permission, Trigger, WorkflowFacts } from './facts.ts';

/** What a change lets a workflow do that it could not do before. */
export interface WorkflowComparison {
  readonly addedTriggers: readonly string[];
  readonly dangerousTriggersAdded: readonly Trigger[];
  /** Every grant beyond reading, with the line in the new file that makes it. */
  readonly writePermissionsAdded: readonly Permission[];
  /** Why the new version cannot be judged. */
  readonly unreadable?: string;
}

export const noGrowth: WorkflowComparison = {
  addedTriggers: [],
  dangerousTriggersAdded: [],
  writePermissionsAdded: [],
};

// Anybody can cause these, and the run has the repository's secrets and a token of the base branch.
const dangerousTriggers: ReadonlySet<string> = new Set([
  'discussion',
  'discussion_comment',
  'fork',
  'gollum',
  'issue_comment',
  'issues',
  'pull_request_target',
  'watch',
  'workflow_run',
]);

/**
 * Compares two versions of a workflow; `undefined` where there is none. An old version that cannot be read granted
 * nothing, so that a repair shows all that the new one grants.
 */
export function compareWorkflows(
  before: WorkflowFacts | undefined,
  after: WorkflowFacts | undefined,
): WorkflowComparison {
  if (after === undefined) return noGrowth;
  if (after.unreadable !== undefined) return { ...noGrowth, unreadable: after.unreadable };
  const old = before?.unreadable === undefined ? before : undefined;
  const had = new Set(old?.triggers.map(({ name }) => name));
  const added = after.triggers.filter(({ name }) => !had.has(name));
  return {
    addedTriggers: [...new Set(added.map(({ name }) => name))].toSorted(),
    dangerousTriggersAdded: added.filter(({ name }) => dangerousTriggers.has(name)),
    writePermissionsAdded: findNewWrites(old, after),
  };
}
