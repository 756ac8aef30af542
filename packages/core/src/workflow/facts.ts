export interface Trigger {
  readonly name: string;
  readonly line: number;
}

/** One permission of the job token, as the file writes it. */
export interface Permission {
  /** `top` for the whole workflow, else the id of the job (`jobs.top` for a job of that name). */
  readonly scope: string;
  /** `contents`, `id-token`, …; `permissions` where the level speaks of all of them. */
  readonly name: string;
  /** In small letters: `read`, `write`, `none`; of all: `read-all`, `write-all`, `none` (`{}`), `default` (the repository's default, which may be write). */
  readonly level: string;
  readonly line: number;
}

export interface Job {
  readonly id: string;
  /** The scope of its permissions. */
  readonly scope: string;
  readonly line: number;
}

export interface UsedAction {
  readonly reference: string;
  readonly line: number;
  /** Whether the reference names content that cannot change: a full commit, an image digest, or a path in the same commit. */
  readonly pinned: boolean;
}

/** What a GitHub workflow starts on, may do and runs; lines are 1-based. */
export interface WorkflowFacts {
  readonly triggers: readonly Trigger[];
  readonly permissions: readonly Permission[];
  readonly jobs: readonly Job[];
  readonly uses: readonly UsedAction[];
  /** Lines of `secrets: inherit`. */
  readonly secretsInherit: readonly number[];
  /** Why the file cannot be read; every list is empty then. */
  readonly unreadable?: string;
}

export function unreadableWorkflow(reason: string): WorkflowFacts {
  return { triggers: [], permissions: [], jobs: [], uses: [], secretsInherit: [], unreadable: reason };
}
