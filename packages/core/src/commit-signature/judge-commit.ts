import type { Commit } from '../change/index.ts';
import { parseSshSignature, type AllowedSigner, type SshSignature } from '../evidence/index.ts';
import { matchesPrincipal } from './match-principal.ts';
import { splitCommit } from './split-commit.ts';

/** What a commit's signature says, in the order in which it is asked. */
export const signatureStates = ['unsigned', 'bad', 'unknown-key', 'expired', 'foreign', 'good'] as const;
export type SignatureState = (typeof signatureStates)[number];

export interface JudgedCommit {
  readonly commit: string;
  readonly author: string;
  readonly state: SignatureState;
  /** Why, in one sentence. */
  readonly reason: string;
  /** Of the key that signed; absent where no signature could be read. */
  readonly fingerprint?: string;
  /** Who holds the key, by the list of signers. */
  readonly principal?: string;
}

/** A commit with its raw bytes. */
export interface SignedCommit {
  readonly commit: Commit;
  readonly raw: Uint8Array;
}

/**
 * Judges one commit by the signers of the base, at a time (milliseconds since 1970) that is the judge's own: the date
 * in the commit is a claim and could be put before the end of a key. Good is only the author's own signature.
 */
export function judgeCommit(
  { commit, raw }: SignedCommit,
  signers: readonly AllowedSigner[],
  time: number,
): JudgedCommit {
  const split = splitCommit(raw);
  const told = { commit: commit.id, author: commit.author.email };
  if (split === undefined) return { ...told, state: 'bad', reason: 'the commit bears more than one signature' };
  if (split.signature === undefined) return { ...told, state: 'unsigned', reason: 'the commit is not signed' };
  const signature = parseSshSignature(split.signature);
  if (signature === undefined) return { ...told, ...unreadable(split.signature) };
  const key = { fingerprint: signature.key.fingerprint };
  if (signature.namespace !== 'git')
    return { ...told, ...key, state: 'bad', reason: 'the signature was made for another purpose than a commit' };
  if (!signature.verify(split.payload))
    return { ...told, ...key, state: 'bad', reason: 'the signature is not over this commit' };
  return { ...told, ...key, ...judgeSigner(commit, signature, signers, time) };
}

type Answer = Pick<JudgedCommit, 'state' | 'reason' | 'principal'>;

function unreadable(signature: string): Answer {
  const other = /^-----BEGIN (PGP SIGNATURE|PGP MESSAGE|SIGNED MESSAGE)-----/u.exec(signature)?.[1];
  if (other === undefined) return { state: 'bad', reason: 'the signature is damaged' };
  const kind = other.startsWith('PGP') ? 'OpenPGP' : 'X.509';
  return { state: 'unknown-key', reason: `the signature is ${kind}, and only SSH keys are listed` };
}

function judgeSigner(
  commit: Commit,
  { key, presence }: SshSignature,
  signers: readonly AllowedSigner[],
  time: number,
): Answer {
  const spki = Buffer.from(key.spki);
  const listed = signers.filter(
    (signer) =>
      !signer.certAuthority &&
      (signer.namespaces?.includes('git') ?? true) &&
      spki.equals(signer.key.spki) &&
      signer.key.application === key.application,
  );
  const [first] = listed;
  if (first === undefined)
    return { state: 'unknown-key', reason: `the key ${key.fingerprint} is not listed for commits` };
  const valid = listed.filter(
    ({ validAfter = -Infinity, validBefore = Infinity }) => validAfter <= time && time <= validBefore,
  );
  const principal = first.principals[0];
  if (valid.length === 0)
    return { state: 'expired', principal, reason: 'the key is listed for other dates than today' };
  if (presence?.present === false)
    return { state: 'bad', principal, reason: 'the security key was not touched when it signed' };
  const own = valid.some(({ principals }) => matchesPrincipal(principals, commit.author.email));
  if (own) return { state: 'good', principal, reason: 'signed by its author' };
  return { state: 'foreign', principal, reason: `the author is another one than ${principal}, who signed` };
}
