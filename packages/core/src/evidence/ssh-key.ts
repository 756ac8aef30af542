import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { sshReader, sshString, strictBase64, type SshReader } from './ssh-reader.ts';

const types = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ssh-rsa',
  'sk-ssh-ed25519@openssh.com',
  'sk-ecdsa-sha2-nistp256@openssh.com',
] as const;
export type SshKeyType = (typeof types)[number];
export const sshKeyTypes: readonly string[] = types;

export interface SshPublicKey {
  readonly type: SshKeyType;
  /** Public key, DER. */
  readonly spki: Uint8Array;
  /** Of a security key (`sk-`): the FIDO application that it was made for, as a rule `ssh:`. */
  readonly application?: string;
  /** `SHA256:` and the base64 that ssh-keygen -l prints. */
  readonly fingerprint: string;
}

const shortestRsa = 2048;

/** A public key from its wire encoding (RFC 4253 §6.6, RFC 5656 §3.1, PROTOCOL.u2f); `undefined` where it is none, or RSA below 2048 bits. */
export function readSshKey(blob: Buffer): SshPublicKey | undefined {
  try {
    const reader = sshReader(blob);
    const name = reader.text();
    const type = types.find((known) => known === name);
    if (type === undefined) return undefined;
    const jwk = readJwk(type, reader);
    const application = type.startsWith('sk-') ? reader.text() : undefined;
    if (jwk === undefined || !reader.atEnd()) return undefined;
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    if (type === 'ssh-rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) < shortestRsa) return undefined;
    return {
      type,
      spki: key.export({ type: 'spki', format: 'der' }),
      ...(application === undefined ? {} : { application }),
      fingerprint: `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/u, '')}`,
    };
  } catch {
    return undefined;
  }
}

function readJwk(type: SshKeyType, reader: SshReader): JsonWebKey | undefined {
  const field = () => reader.bytes().toString('base64url');
  switch (type) {
    case 'ssh-ed25519':
    case 'sk-ssh-ed25519@openssh.com': {
      const point = reader.bytes();
      return point.length === 32 ? { kty: 'OKP', crv: 'Ed25519', x: point.toString('base64url') } : undefined;
    }
    case 'ssh-rsa':
      return { kty: 'RSA', e: field(), n: withoutSign(reader.bytes()).toString('base64url') };
    case 'ecdsa-sha2-nistp256':
    case 'sk-ecdsa-sha2-nistp256@openssh.com': {
      const curve = reader.text();
      const point = reader.bytes();
      if (curve !== 'nistp256' || point.length !== 65 || point[0] !== 4) return undefined;
      const coordinate = (from: number) => point.subarray(from, from + 32).toString('base64url');
      return { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) };
    }
  }
}

/** An mpint without the zero byte that keeps it from being negative. */
export function withoutSign(mpint: Buffer): Buffer {
  return mpint[0] === 0 ? mpint.subarray(1) : mpint;
}

/** A public key as it stands in a `.pub` file or a list of signers: type and base64. `undefined` where they do not fit. */
export function parseSshKey(type: string, base64: string): SshPublicKey | undefined {
  const blob = strictBase64(base64);
  const key = blob === undefined ? undefined : readSshKey(blob);
  return key?.type === type ? key : undefined;
}

/** `ecdsa-sha2-nistp256 AAAA…` of a P-256 public key in SPKI (DER); `undefined` for a key of another type. */
export function spkiToSshKey(spki: Uint8Array): string | undefined {
  const key: KeyObject = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  const { crv, x, y } = key.export({ format: 'jwk' });
  if (crv !== 'P-256' || x === undefined || y === undefined) return undefined;
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  const type = 'ecdsa-sha2-nistp256';
  const blob = Buffer.concat([type, 'nistp256', point].map(sshString));
  return `${type} ${blob.toString('base64')}`;
}
