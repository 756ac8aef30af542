/** An author. Bots are the bots of GitHub Apps: their login ends in `[bot]`. */
export interface TwinUser {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Bot';
}

export interface TwinComment {
  readonly id: number;
  readonly issue: number;
  readonly user: TwinUser;
  readonly body: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface TwinStatus {
  readonly id: number;
  readonly commit: string;
  readonly state: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly context: string;
  readonly createdAt: string;
}

export interface TwinPullRequest {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  /** Branches of this repository. */
  readonly head: string;
  readonly base: string;
  readonly state: 'open' | 'closed';
  readonly draft?: boolean;
  /** Where the base branch was when it was opened; known where the twin has a repository. */
  readonly openedOn?: string;
  readonly merged?: { readonly as: string; readonly head: string };
  readonly user: TwinUser;
  readonly createdAt: string;
}

export interface TwinCheckRun {
  readonly commit: string;
  readonly name: string;
  readonly status: 'queued' | 'in_progress' | 'completed';
  readonly conclusion: string | null;
}

export interface GithubTwinOptions {
  /** `owner/name`. */
  readonly slug: string;
  readonly token: string;
  /** Whose token it is. For a bot it is an installation token, as GITHUB_TOKEN is. */
  readonly user: TwinUser;
  /** What the token may write. */
  readonly permissions: readonly ('statuses' | 'pull-requests' | 'contents')[];
  readonly commits: readonly string[];
  /** Numbers of the pull requests that exist already. */
  readonly pullRequests: readonly number[];
  /** A bare repository: with it the twin reads branches and merges. */
  readonly repository?: string;
}

export interface GithubState extends GithubTwinOptions {
  readonly comments: TwinComment[];
  readonly statuses: TwinStatus[];
  readonly checkRuns: TwinCheckRun[];
  /** Opened by requests to the twin. */
  readonly opened: TwinPullRequest[];
  nextId(): number;
}

export const githubActionsBot: TwinUser = { id: 41_898_282, login: 'github-actions[bot]', type: 'Bot' };

export function createState(options: GithubTwinOptions): GithubState {
  let last = 1000;
  return {
    ...options,
    comments: [],
    statuses: [],
    checkRuns: [],
    opened: [],
    nextId: () => {
      last += 1;
      return last;
    },
  };
}

export function addComment(state: GithubState, issue: number, user: TwinUser, body: string): TwinComment {
  const now = new Date().toISOString();
  const comment = { id: state.nextId(), issue, user, body, createdAt: now, updatedAt: now };
  state.comments.push(comment);
  return comment;
}
