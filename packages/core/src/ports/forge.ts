import type { Result } from '../failure/index.ts';

/** One verdict beside a commit, as every forge shows it. A later one of the same context replaces it. */
export interface CommitStatus {
  /** Full object name. */
  readonly commit: string;
  /** `failure`: a negative answer. `error`: no answer could be found. A forge that knows one of them shows both as it. */
  readonly state: 'success' | 'failure' | 'error' | 'pending';
  /** One line for people, at most 140 characters; longer text is cut. */
  readonly description: string;
  /** Name that branch rules can require, for example `interlock/verdict`. */
  readonly context: string;
  /** Where "details" leads to. */
  readonly targetUrl?: string;
}

/** Fails with `service-failed` (the forge refused or could not be reached in time) or `usage`. */
export type PublishStatus = (status: CommitStatus) => Promise<Result<void>>;

/** One comment on a change request that is edited in place. */
export interface StickyComment {
  /** Number of the pull request or merge request. */
  readonly changeRequest: number;
  /** Tells our comments apart: letters, digits, `.`, `_`, `/` and single `-`; it is hidden in the comment. */
  readonly marker: string;
  /** Safe Markdown: whatever comes from the change is escaped already. */
  readonly markdown: string;
}

/**
 * Edits the comment of this marker that we wrote ourselves, or writes it; never touches a comment of somebody else,
 * whatever it holds. Fails as PublishStatus does.
 */
export type PublishComment = (comment: StickyComment) => Promise<Result<{ readonly url: string }>>;

/** A change request for a branch that the forge has already. */
export interface NewRequest {
  readonly branch: string;
  /** Branch that it is to be merged into. */
  readonly base: string;
  /** One line of plain text. */
  readonly title: string;
  /** Safe Markdown, as in StickyComment. */
  readonly markdown: string;
}

/** Opens the request, or finds the open one of that branch: asking twice gives one request. Fails as PublishStatus does. */
export type OpenRequest = (request: NewRequest) => Promise<Result<OpenedRequest>>;

export interface OpenedRequest {
  readonly number: number;
  readonly url: string;
}

/** A change request as its forge tells it at this moment. */
export interface RequestState {
  readonly number: number;
  readonly state: 'open' | 'merged' | 'closed';
  readonly draft: boolean;
  readonly title: string;
  /** Who opened it, as the forge names people. */
  readonly author: string;
  readonly branch: string;
  readonly baseBranch: string;
  /** Full object names: the tip of its branch, and the tip of the branch that it is to be merged into. */
  readonly head: string;
  readonly base: string;
  /** Commit that it became on the base branch, once it is merged. */
  readonly mergedAs?: string;
  readonly url: string;
}

/** Reads a request by its number. Fails as PublishStatus does. */
export type ReadRequest = (number: number) => Promise<Result<RequestState>>;

/** Every status of a commit, the latest of each context. Fails as PublishStatus does. */
export type ReadStatuses = (commit: string) => Promise<Result<readonly CommitStatus[]>>;

export interface Merge {
  readonly number: number;
  /** The merge is refused where the branch points anywhere else by now. */
  readonly expectedHead: string;
  readonly method: 'merge' | 'squash' | 'rebase';
  /** First line and the rest of the message, plain text; a rebase keeps the messages of its commits. */
  readonly title: string;
  readonly message: string;
}

/**
 * Merges a request that is open; asked again after it was merged from the same head, it answers the same commit. Fails
 * with `bad-repository` where the head or the base moved or the change conflicts, else as PublishStatus does.
 */
export type MergeRequest = (merge: Merge) => Promise<Result<{ readonly commit: string }>>;

/** What a forge does for us with a token; a terminal has none. */
export interface Forge {
  readonly publishStatus: PublishStatus;
  readonly publishComment: PublishComment;
  readonly openRequest: OpenRequest;
  readonly readRequest: ReadRequest;
  readonly readStatuses: ReadStatuses;
  readonly mergeRequest: MergeRequest;
}
