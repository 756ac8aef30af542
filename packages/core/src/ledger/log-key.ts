import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { fail, ok, type Result } from '../failure/index.ts';

const ed25519 = 0x01;
/** SubjectPublicKeyInfo of an Ed25519 key up to its 32 bytes (RFC 8410). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** Who verifies signed notes: an Ed25519 key (type 1 of C2SP signed-note) with its name. */
export interface LogVerifier {
  readonly name: string;
  /** Eight lower-case hex digits. */
  readonly keyId: string;
  readonly verify: (text: string, signature: Uint8Array) => boolean;
}

export interface LogSigner extends LogVerifier {
  /** The verifier key as text: `<name>+<key id>+<base64>`. */
  readonly vkey: string;
  readonly sign: (text: string) => Uint8Array;
}

/** Not empty, no Unicode space, no plus, no control character. */
export function isKeyName(name: string): boolean {
  return /^[^\p{White_Space}\p{Cc}+]+$/u.test(name) && name.isWellFormed();
}

/** Reads a verifier key (C2SP signed-note). `file` is where it was found. Fails with `bad-key`. */
export function parseVkey(text: string, file: string): Result<LogVerifier> {
  const [, name = '', keyId = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  const bytes = decodeBase64(encoded);
  if (!isKeyName(name) || bytes === undefined) return badKey(file, 'This is not the verifier key of a ledger.');
  if (bytes[0] !== ed25519 || bytes.length !== 33)
    return badKey(file, 'This verifier key is not one for Ed25519 (type 1).');
  const publicKey = bytes.subarray(1);
  if (keyIdOf(name, publicKey) !== keyId)
    return badKey(file, 'The id in this verifier key does not belong to its name and key: a part of it was changed.');
  return ok(verifierOf(name, publicKey));
}

/** Reads the private key of a ledger from PEM (PKCS#8). No text of the key is ever shown. Fails with `bad-key`. */
export function parseLogKey(pem: string, name: string, file: string): Result<LogSigner> {
  if (!isKeyName(name))
    return fail('usage', 'The name of a ledger has no spaces and no plus, and is not empty.', {
      hint: 'Name it by its place: <host>/<owner>/<repository>/interlock/<year>.',
    });
  const key = privateKeyOf(pem);
  if (key === undefined) return badLogKey(file, 'This is not a private key in PEM without a passphrase.');
  if (key.asymmetricKeyType !== 'ed25519') return badLogKey(file, 'The key of a ledger is an Ed25519 key.');
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(spkiPrefix.length);
  const verifier = verifierOf(name, publicKey);
  const encoded = Buffer.concat([Uint8Array.of(ed25519), publicKey]).toString('base64');
  return ok({
    ...verifier,
    vkey: `${name}+${verifier.keyId}+${encoded}`,
    sign: (text) => sign(null, Buffer.from(text), key),
  });
}

function verifierOf(name: string, publicKey: Uint8Array): LogVerifier {
  const key = createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: 'der', type: 'spki' });
  return {
    name,
    keyId: keyIdOf(name, publicKey),
    verify: (text, signature) => verify(null, Buffer.from(text), key, signature),
  };
}

/** The first four bytes of SHA-256 over the name, a line break, the type and the key. */
function keyIdOf(name: string, publicKey: Uint8Array): string {
  const hash = createHash('sha256').update(`${name}\n`).update(Uint8Array.of(ed25519)).update(publicKey);
  return hash.digest('hex').slice(0, 8);
}

function privateKeyOf(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey({ key: pem, format: 'pem' });
  } catch {
    return undefined;
  }
}

/** Base64 in its one canonical spelling (RFC 4648, section 4), or `undefined`. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  return text !== '' && bytes.toString('base64') === text ? bytes : undefined;
}

function badKey(file: string, message: string): Result<never> {
  const hint = 'Copy it whole, as one line: <name>+<8 hex digits>+<base64>.';
  return fail('bad-key', message, { file, hint });
}

function badLogKey(file: string, message: string): Result<never> {
  return fail('bad-key', message, { file, hint: 'Make one with: openssl genpkey -algorithm ed25519 -out ledger.pem.' });
}
