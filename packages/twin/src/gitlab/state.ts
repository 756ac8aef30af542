export interface TwinUser {
  readonly id: number;
  readonly username: string;
}

export interface TwinNote {
  readonly id: number;
  readonly mergeRequest: number;
  readonly author: TwinUser;
  readonly body: string;
  /** Written by GitLab itself. */
  readonly system: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface TwinStatus {
  readonly id: number;
  readonly commit: string;
  readonly status: string;
  readonly name: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly createdAt: string;
}

export interface TwinMergeRequest {
  readonly iid: number;
  readonly sourceBranch: string;
  readonly targetBranch: string;
  readonly title: string;
  readonly description: string;
  readonly merged?: { readonly as: string; readonly head: string; readonly squashed: boolean };
}

export interface GitlabTwinOptions {
  readonly projectId: number;
  /** `group/name`. */
  readonly projectPath: string;
  readonly token: string;
  /** Whose token it is. */
  readonly user: TwinUser;
  /** `job`: CI_JOB_TOKEN, which may read notes and write neither notes nor statuses. */
  readonly tokenKind: 'project' | 'job';
  readonly commits: readonly string[];
  /** Numbers (iid) of the merge requests that exist. */
  readonly mergeRequests: readonly number[];
  /** A bare repository: with it the twin reads branches and merges. */
  readonly repository?: string;
}

export interface GitlabState extends GitlabTwinOptions {
  readonly notes: TwinNote[];
  readonly statuses: TwinStatus[];
  /** Opened by requests to the twin. */
  readonly opened: TwinMergeRequest[];
  /** Quick actions that notes have set off, for example `/approve`. */
  readonly quickActions: string[];
  nextId(): number;
}

export function createState(options: GitlabTwinOptions): GitlabState {
  let last = 1000;
  return {
    ...options,
    notes: [],
    statuses: [],
    opened: [],
    quickActions: [],
    nextId: () => {
      last += 1;
      return last;
    },
  };
}

export function addNote(
  state: GitlabState,
  note: Pick<TwinNote, 'mergeRequest' | 'author' | 'body' | 'system'>,
): TwinNote {
  const now = new Date().toISOString();
  const added = { ...note, id: state.nextId(), createdAt: now, updatedAt: now };
  state.notes.push(added);
  return added;
}
