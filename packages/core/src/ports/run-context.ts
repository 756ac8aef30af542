/** The change request (pull or merge request) that a run belongs to, as the platform says, never as the change says. */
export interface ChangeRequest {
  readonly number: number;
  /** Full object names. */
  readonly base: string;
  readonly head: string;
  readonly baseBranch: string;
  /** Branch that carries the change; absent in a merge queue, which makes a branch of its own. */
  readonly branch?: string;
}

/** Where and for what this run happens: class `platform` on a forge, class `claim` on a terminal. */
export interface RunContext {
  readonly kind: 'github' | 'gitlab' | 'terminal';
  /** True in CI: there is no human to ask and no key is ever created. */
  readonly ci: boolean;
  /** `owner/name` and the server's address; undefined on a terminal. */
  readonly repository?: {
    readonly slug: string;
    readonly server: string;
    readonly apiUrl: string;
    readonly id: string;
  };
  /** Commit that the run was started for. */
  readonly commit?: string;
  readonly ref?: string;
  readonly changeRequest?: ChangeRequest;
  /** Address of this run, for people and for provenance's invocationId. */
  readonly runUrl?: string;
  /** Address of what this run is a part of, where that is not the run itself: a GitLab pipeline. */
  readonly pipelineUrl?: string;
  /** Path of the workflow or pipeline file and the ref it came from. */
  readonly workflow?: { readonly path: string; readonly ref: string };
  readonly event?: string;
  /** For example `github-hosted` or `self-hosted`. */
  readonly runnerEnvironment?: string;
}
