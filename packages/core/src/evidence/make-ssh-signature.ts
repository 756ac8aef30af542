import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { SshKeyType } from './ssh-key.ts';
import { sshString } from './ssh-reader.ts';

/** A key of a test, in the form that a list of signers has. */
export interface TestSshKey {
  readonly type: SshKeyType;
  readonly privateKey: KeyObject;
  readonly blob: Buffer;
  /** `<type> <base64>`. */
  readonly line: string;
}

const application = 'ssh:interlock';

/** Makes a key; a security key is one in software. */
export function makeSshKey(type: SshKeyType): TestSshKey {
  const { privateKey, publicKey } = keyPair(type);
  const { x = '', y = '', n = '', e = '' } = publicKey.export({ format: 'jwk' });
  const [first, second] = [x, y].map((text) => Buffer.from(text, 'base64url'));
  const fields = type.includes('ed25519')
    ? [first ?? '']
    : type === 'ssh-rsa'
      ? [mpint(Buffer.from(e, 'base64url')), mpint(Buffer.from(n, 'base64url'))]
      : ['nistp256', Buffer.concat([Buffer.of(4), first ?? Buffer.of(), second ?? Buffer.of()])];
  const more = type.startsWith('sk-') ? [application] : [];
  const blob = Buffer.concat([type, ...fields, ...more].map(sshString));
  return { type, privateKey, blob, line: `${type} ${blob.toString('base64')}` };
}

function keyPair(type: SshKeyType) {
  if (type.includes('ed25519')) return generateKeyPairSync('ed25519');
  return type === 'ssh-rsa'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function mpint(bytes: Buffer): Buffer {
  return (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
}

export interface SignatureOptions {
  readonly namespace?: string;
  /** Of a security key; 1: touched, 4: asked for a PIN. */
  readonly flags?: number;
}

/** Signs as `ssh-keygen -Y sign` does (PROTOCOL.sshsig); for tests. */
export function makeSshSignature(key: TestSshKey, message: Uint8Array, options: SignatureOptions = {}): string {
  const { namespace = 'git', flags = 1 } = options;
  const magic = Buffer.from('SSHSIG');
  const digest = createHash('sha512').update(message).digest();
  const signed = Buffer.concat([magic, ...[namespace, '', 'sha512', digest].map(sshString)]);
  const touch = Buffer.from([flags, 0, 0, 0, 7]);
  const hardware = key.type.startsWith('sk-');
  const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest();
  const bytes = hardware ? Buffer.concat([sha256(application), touch, sha256(signed)]) : signed;
  const algorithm = key.type === 'ssh-rsa' ? 'rsa-sha2-512' : key.type;
  const inner = Buffer.concat([...[algorithm, rawSignature(key, bytes)].map(sshString), ...(hardware ? [touch] : [])]);
  const parts = [key.blob, namespace, '', 'sha512', inner].map(sshString);
  return armored(Buffer.concat([magic, Buffer.from([0, 0, 0, 1]), ...parts]));
}

function rawSignature({ type, privateKey }: TestSshKey, bytes: Buffer): Buffer {
  if (type.includes('ed25519')) return sign(null, bytes, privateKey);
  if (type === 'ssh-rsa') return sign('sha512', bytes, privateKey);
  const flat = sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const short = (half: Buffer) => mpint(half.subarray(half.findIndex((byte) => byte !== 0)));
  return Buffer.concat([short(flat.subarray(0, 32)), short(flat.subarray(32))].map(sshString));
}

export function armored(blob: Uint8Array): string {
  const lines =
    Buffer.from(blob)
      .toString('base64')
      .match(/.{1,70}/gu) ?? [];
  return ['-----BEGIN SSH SIGNATURE-----', ...lines, '-----END SSH SIGNATURE-----', ''].join('\n');
}
