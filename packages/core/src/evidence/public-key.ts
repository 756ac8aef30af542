import { createPublicKey } from 'node:crypto';
import { sha256, type Digest } from '../digest/index.ts';
import { fail, ok, type Result } from '../failure/index.ts';
import { spkiToSshKey } from './ssh-key.ts';
import { signersAt, type AllowedSigner } from './allowed-signers.ts';

/** A key that the caller trusts; never one that came with the evidence. ECDSA P-256. */
export interface TrustedKey {
  /** Public key, DER. */
  readonly spki: Uint8Array;
  /** SHA-256 of `spki`. */
  readonly fingerprint: Digest;
  /** Who signs with it, where a list of signers says so. */
  readonly principal?: string;
}

/** The P-256 keys of those listed who may sign at that time (milliseconds since 1970). Keys of other types sign commits only. */
export function trustedKeysAt(signers: readonly AllowedSigner[], time: number): readonly TrustedKey[] {
  return signersAt(signers, time)
    .filter(({ key }) => key.type === 'ecdsa-sha2-nistp256')
    .map(({ key: { spki }, principals }) => ({ spki, fingerprint: sha256(spki), principal: principals[0] }));
}

/** A trusted key from PEM text (`BEGIN PUBLIC KEY`). Fails with `bad-key`. */
export function publicKeyFromPem(text: string, file: string): Result<TrustedKey> {
  if (/PRIVATE KEY-----/.test(text)) {
    return fail('bad-key', 'This is a private key, and a public key was expected.', {
      file,
      hint: 'Keep it secret, and give the public part: openssl pkey -in key.pem -pubout.',
    });
  }
  if (!/^-----BEGIN PUBLIC KEY-----/m.test(text)) {
    return fail('bad-key', 'This is not a public key in PEM: a "BEGIN PUBLIC KEY" line was expected.', {
      file,
      hint: 'Write it with: openssl pkey -in key.pem -pubout.',
    });
  }
  try {
    const key = createPublicKey({ key: text, format: 'pem' });
    const spki = key.export({ type: 'spki', format: 'der' });
    if (key.asymmetricKeyType === 'ec' && spkiToSshKey(spki) !== undefined)
      return ok({ spki, fingerprint: sha256(spki) });
    const found = key.asymmetricKeyDetails?.namedCurve ?? key.asymmetricKeyType ?? 'unknown';
    return fail('bad-key', `This is a public key of type ${found}, and ECDSA P-256 was expected.`, {
      file,
      hint: 'Give the public part of the P-256 key that signed the artifact.',
    });
  } catch (cause) {
    return fail('bad-key', 'This public key cannot be read.', {
      file,
      hint: 'Restore the file from its source.',
      cause,
    });
  }
}
