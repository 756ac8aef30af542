import type { Digest } from '../digest/index.ts';
import type { Result } from '../failure/index.ts';
import type { Clock, HashFile, ReadFile, RunCommand, WriteFile } from '../ports/index.ts';

/** Who may have signed an artifact: an allowed_signers file, or one public key. */
export type ArtifactTrust = { readonly signers: string } | { readonly publicKey: string };

/** Checks a file against its signature bundle today. Fails with `not-verified` and why. */
export type VerifyArtifact = (
  subjectPath: string,
  bundlePath: string,
  trust: ArtifactTrust,
) => Promise<Result<{ readonly digest: Digest }>>;

export interface RevertRequest {
  readonly repository: string;
  /** Full object names, newest first. */
  readonly commits: readonly string[];
  /** Branch whose head the revert is made on. */
  readonly onto: string;
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string };
  /** ISO 8601; author and committer date, so that a second revert is the same commit. */
  readonly date: string;
  /** Branch that is made to point at the revert. */
  readonly branch: string;
}

/** `no-op`: the branch already has the content from before these commits. */
export type RevertAnswer =
  | { readonly kind: 'committed'; readonly commit: string; readonly tree: string; readonly parent: string }
  | { readonly kind: 'no-op' };

/** Makes the mechanical revert as one commit, without a work tree. Repeating it with the same head gives the same commit. */
export type RevertCommit = (request: RevertRequest) => Promise<Result<RevertAnswer>>;

/** Moves a branch from `expectedHead` to the commit (compare and swap); a branch that is already there is success. */
export type LandCommit = (request: {
  readonly repository: string;
  readonly branch: string;
  readonly commit: string;
  readonly expectedHead: string;
}) => Promise<Result<void>>;

/** Pushes the branch and opens a request for it; asking twice gives one request. */
export type ProposeRevert = (request: {
  readonly repository: string;
  readonly branch: string;
  readonly commit: string;
  /** Branch that the request is for. */
  readonly base: string;
  readonly title: string;
  /** Safe Markdown. */
  readonly markdown: string;
}) => Promise<Result<{ readonly url: string }>>;

export interface RollbackPorts {
  readonly readFile: ReadFile;
  readonly writeFile: WriteFile;
  readonly hashFile: HashFile;
  readonly runCommand: RunCommand;
  readonly verifyArtifact: VerifyArtifact;
  readonly revertCommit: RevertCommit;
  readonly landCommit: LandCommit;
  readonly proposeRevert: ProposeRevert;
  readonly clock: Pick<Clock, 'now'>;
}
