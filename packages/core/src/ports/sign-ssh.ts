import type { Result } from '../failure/index.ts';

export interface SshSigning {
  readonly message: Uint8Array;
  readonly namespace: string;
  /** Private key, or a public one whose private part an agent or a security key holds. */
  readonly keyFile: string;
}

/** Signs with a person's own key, who may be asked for a passphrase or a touch; gives the armored signature. */
export type SignSsh = (signing: SshSigning) => Promise<Result<string>>;
