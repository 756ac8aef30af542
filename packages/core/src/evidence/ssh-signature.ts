import { createHash, createPublicKey, verify } from 'node:crypto';
import { readSshKey, withoutSign, type SshKeyType, type SshPublicKey } from './ssh-key.ts';
import { sshReader, sshString, strictBase64, type SshReader } from './ssh-reader.ts';

/**
 * A signature as `ssh-keygen -Y sign` writes it: OpenSSH, PROTOCOL.sshsig version 1. `key` came with the signature: it
 * proves nothing until it is found in a list of signers.
 */
export interface SshSignature {
  readonly key: SshPublicKey;
  readonly namespace: string;
  /** Of a security key only: what it says about the person before it. */
  readonly presence?: {
    /** It was touched. */
    readonly present: boolean;
    /** It asked for a PIN or a fingerprint. */
    readonly verified: boolean;
  };
  /** Whether it signs exactly these bytes. */
  verify(message: Uint8Array): boolean;
}

const armor = /^-----BEGIN SSH SIGNATURE-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END SSH SIGNATURE-----\s*$/u;
const magic = Buffer.from('SSHSIG');
const hashes: readonly string[] = ['sha256', 'sha512'];

/** What is signed by which algorithm: SHA-1 RSA is not among them. */
const algorithms: Readonly<Record<SshKeyType, readonly string[]>> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ssh-rsa': ['rsa-sha2-256', 'rsa-sha2-512'],
  'sk-ssh-ed25519@openssh.com': ['sk-ssh-ed25519@openssh.com'],
  'sk-ecdsa-sha2-nistp256@openssh.com': ['sk-ecdsa-sha2-nistp256@openssh.com'],
};

/** Reads an armored signature; `undefined` where it is damaged, of another version, or of a kind that is not known. */
export function parseSshSignature(text: string): SshSignature | undefined {
  const blob = strictBase64((armor.exec(text)?.[1] ?? '').replace(/[\r\n]/gu, ''));
  if (blob === undefined || !blob.subarray(0, magic.length).equals(magic)) return undefined;
  try {
    return readSignature(sshReader(blob.subarray(magic.length)));
  } catch {
    return undefined;
  }
}

function readSignature(reader: SshReader): SshSignature | undefined {
  if (reader.uint32() !== 1) return undefined;
  const key = readSshKey(reader.bytes());
  const namespace = reader.bytes();
  const reserved = reader.bytes();
  const hash = reader.text();
  const inner = sshReader(reader.bytes());
  if (key === undefined || namespace.length === 0 || !hashes.includes(hash) || !reader.atEnd()) return undefined;
  const algorithm = inner.text();
  const raw = inner.bytes();
  const touch = key.application === undefined ? undefined : { flags: inner.byte(), counter: inner.uint32() };
  if (!algorithms[key.type].includes(algorithm) || !inner.atEnd()) return undefined;
  const signature = algorithm.includes('ecdsa') ? fixedLength(raw) : raw;
  if (signature === undefined) return undefined;
  return {
    key,
    namespace: namespace.toString('utf8'),
    ...(touch === undefined ? {} : { presence: presenceOf(touch.flags) }),
    verify: (message) => {
      const digest = createHash(hash).update(message).digest();
      const signed = Buffer.concat([magic, ...[namespace, reserved, hash, digest].map(sshString)]);
      return check(key, algorithm, touch === undefined ? signed : assertion(key, touch, signed), signature);
    },
  };
}

/** Bits 0 and 2 of the flags of a FIDO2 authenticator (CTAP 2.1 §6.1). */
function presenceOf(flags: number): NonNullable<SshSignature['presence']> {
  return { present: (flags & 1) !== 0, verified: (flags & 4) !== 0 };
}

/** What a security key signs (PROTOCOL.u2f): digest of the application, flags, counter, digest of the message. */
function assertion(key: SshPublicKey, { flags, counter }: { flags: number; counter: number }, signed: Buffer): Buffer {
  const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest();
  const middle = Buffer.alloc(5);
  middle.writeUInt8(flags);
  middle.writeUInt32BE(counter, 1);
  return Buffer.concat([sha256(key.application ?? ''), middle, sha256(signed)]);
}

/** Two mpints as the 64 bytes that node:crypto takes; `undefined` where one is longer than 32 bytes or padded. */
function fixedLength(signature: Buffer): Buffer | undefined {
  const reader = sshReader(signature);
  const numbers = [reader.bytes(), reader.bytes()];
  const halves = numbers.map((mpint) => {
    const padded = mpint[0] === 0 && ((mpint[1] ?? 0) & 0x80) === 0;
    const bare = withoutSign(mpint);
    return padded || bare.length > 32 ? undefined : Buffer.concat([Buffer.alloc(32 - bare.length), bare]);
  });
  const [r, s] = halves;
  return r === undefined || s === undefined || !reader.atEnd() ? undefined : Buffer.concat([r, s]);
}

function check(key: SshPublicKey, algorithm: string, signed: Buffer, signature: Buffer): boolean {
  const publicKey = createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' });
  if (algorithm.includes('ed25519')) return verify(null, signed, publicKey, signature);
  if (algorithm.includes('ecdsa'))
    return verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
  return verify(algorithm === 'rsa-sha2-512' ? 'sha512' : 'sha256', signed, publicKey, signature);
}
