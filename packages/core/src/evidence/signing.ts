import type { Digest } from '../digest/index.ts';
import type { Result } from '../failure/index.ts';
import type { TrustedKey } from './public-key.ts';
import type { ParsedStatement, Statement } from './statement.ts';

/** An ECDSA P-256 private key that can be used but not read. */
export interface SigningKey {
  /** Public key, DER. */
  readonly spki: Uint8Array;
  /** SHA-256 of `spki`. */
  readonly fingerprint: Digest;
  /** DER signature over the SHA-256 of the bytes. */
  sign(bytes: Uint8Array): Uint8Array;
}

export type SigningKeySource =
  | { readonly from: 'file'; readonly path: string }
  | { readonly from: 'secret'; readonly pem: string; readonly variable: string }
  /** The user's own folder, for a person on a terminal: made at first use. */
  | { readonly from: 'user-folder' };

/** Fails with `missing-key` or `bad-key`, or as ReadFile does. */
export type LoadSigningKey = (source: SigningKeySource) => Promise<Result<SigningKey>>;

/** The statement in a Sigstore bundle v0.3 (JSON text): a DSSE envelope with exactly one signature. */
export type SignStatement = (statement: Statement, key: SigningKey) => Promise<Result<string>>;

export interface VerifiedStatement {
  readonly statement: ParsedStatement;
  /** The trusted key whose signature it bears. */
  readonly key: TrustedKey;
}

export interface BundleTrust {
  readonly keys: readonly TrustedKey[];
  /** For failures: where the bundle came from. */
  readonly file: string;
}

/** Fails with `not-verified`, `unsupported-format` or `malformed-file`. Never uses a key that is in the bundle. */
export type VerifyBundle = (bundle: Uint8Array, trust: BundleTrust) => Result<VerifiedStatement>;
