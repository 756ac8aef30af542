import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';

export type SshKeyType = 'ssh-ed25519' | 'ecdsa-sha2-nistp256' | 'ssh-rsa';
export const sshKeyTypes: readonly string[] = ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ssh-rsa'] satisfies SshKeyType[];

/** SPKI (DER) of an SSH public key in the base64 of RFC 4253 §6.6 / RFC 5656 §3.1; `undefined` where it is not one of that type. */
export function sshKeyToSpki(type: string, base64: string): Uint8Array | undefined {
  const blob = Buffer.from(base64, 'base64');
  if (blob.toString('base64') !== base64) return undefined;
  const [name, ...fields] = readFields(blob) ?? [];
  if (name?.toString('latin1') !== type) return undefined;
  const jwk = toJwk(type, fields);
  try {
    return jwk && createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'der' });
  } catch {
    return undefined;
  }
}

/** `ecdsa-sha2-nistp256 AAAA…` of a P-256 public key in SPKI (DER); `undefined` for a key of another type. */
export function spkiToSshKey(spki: Uint8Array): string | undefined {
  const key: KeyObject = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  const { crv, x, y } = key.export({ format: 'jwk' });
  if (crv !== 'P-256' || x === undefined || y === undefined) return undefined;
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  const type = 'ecdsa-sha2-nistp256';
  const blob = Buffer.concat([Buffer.from(type), Buffer.from('nistp256'), point].map(field));
  return `${type} ${blob.toString('base64')}`;
}

function field(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function readFields(blob: Buffer): readonly Buffer[] | undefined {
  const fields: Buffer[] = [];
  let offset = 0;
  while (offset < blob.length) {
    if (offset + 4 > blob.length) return undefined;
    const end = offset + 4 + blob.readUInt32BE(offset);
    if (end > blob.length) return undefined;
    fields.push(blob.subarray(offset + 4, end));
    offset = end;
  }
  return fields;
}

function toJwk(type: string, [first, second, ...rest]: readonly Buffer[]): JsonWebKey | undefined {
  if (first === undefined || rest.length > 0) return undefined;
  const text = (bytes: Buffer) => bytes.toString('base64url');
  if (type === 'ssh-ed25519') {
    return first.length === 32 && second === undefined ? { kty: 'OKP', crv: 'Ed25519', x: text(first) } : undefined;
  }
  if (second === undefined) return undefined;
  if (type === 'ssh-rsa') return { kty: 'RSA', e: text(first), n: text(second[0] === 0 ? second.subarray(1) : second) };
  if (first.toString('latin1') !== 'nistp256' || second.length !== 65 || second[0] !== 4) return undefined;
  return { kty: 'EC', crv: 'P-256', x: text(second.subarray(1, 33)), y: text(second.subarray(33)) };
}
