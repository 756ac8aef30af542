import { fail, ok, type Result } from '../failure/index.ts';
import { decodeUtf8 } from '../text/index.ts';
import { decodeBase64, isKeyName, type LogSigner, type LogVerifier } from './log-key.ts';

/** As golang.org/x/mod/sumdb/note has them; the format asks for at least 16 signatures. */
const limits = { bytes: 1_000_000, signatures: 100 };

export interface NoteSignature {
  readonly name: string;
  /** Eight lower-case hex digits. */
  readonly keyId: string;
  readonly signature: Uint8Array;
}

/** A text and who signed it (C2SP signed-note). The text means nothing before a signature was verified. */
export interface Note {
  /** With its final line break. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Signs a text, which must end in a line break and have no other control characters. */
export function signNote(text: string, signers: readonly LogSigner[]): string {
  if (!/^[^\u0000-\u0009\u000b-\u001f]*\n$/.test(text)) throw new TypeError('a note ends in a line break');
  const lines = signers.map(({ keyId, name, sign }) => {
    const bytes = Buffer.concat([Buffer.from(keyId, 'hex'), sign(text)]);
    return `\u2014 ${name} ${bytes.toString('base64')}\n`;
  });
  return `${text}\n${lines.join('')}`;
}

/** Reads a signed note, strictly. Fails with `malformed-file`. */
export function parseNote(bytes: Uint8Array, file: string): Result<Note> {
  if (bytes.length > limits.bytes) return malformed(file, `it has more than ${limits.bytes} bytes`);
  const decoded = decodeUtf8(bytes, file);
  if (!decoded.ok) return decoded;
  const whole = decoded.value;
  if (/[\u0000-\u0009\u000b-\u001f]/.test(whole)) return malformed(file, 'it has a control character');
  const blank = whole.lastIndexOf('\n\n');
  if (blank === -1) return malformed(file, 'no empty line stands between its text and its signatures');
  const lines = whole.slice(blank + 2).split('\n');
  if (lines.pop() !== '' || lines.length === 0) return malformed(file, 'its last signature is cut off');
  if (lines.length > limits.signatures) return malformed(file, `it has more than ${limits.signatures} signatures`);
  const signatures = lines.map(parseSignature).filter((one) => one !== undefined);
  if (signatures.length < lines.length) return malformed(file, 'a line after the empty one is not a signature');
  return ok({ text: whole.slice(0, blank + 1), signatures });
}

function parseSignature(line: string): NoteSignature | undefined {
  const [, name = '', encoded = ''] = /^\u2014 ([^ ]+) ([^ ]+)$/.exec(line) ?? [];
  const bytes = decodeBase64(encoded);
  if (!isKeyName(name) || bytes === undefined || bytes.length < 5) return undefined;
  return { name, keyId: Buffer.from(bytes.subarray(0, 4)).toString('hex'), signature: bytes.subarray(4) };
}

/**
 * The text of a note that at least one of the keys signed. Signatures of unknown keys say nothing; a wrong one of a
 * known key makes the whole note wrong. Fails with `malformed-file` or `not-verified`.
 */
export function openNote(bytes: Uint8Array, verifiers: readonly LogVerifier[], file: string): Result<string> {
  const note = parseNote(bytes, file);
  if (!note.ok) return note;
  const { signatures, text } = note.value;
  const known = signatures.flatMap(({ keyId, name, signature }) =>
    verifiers
      .filter((verifier) => verifier.name === name && verifier.keyId === keyId)
      .map((verifier) => verifier.verify(text, signature)),
  );
  if (known.includes(false))
    return unverified(file, 'A signature of a known key is wrong: the text or the signature was changed.');
  if (known.length === 0) return unverified(file, 'No known key has signed this text.');
  return ok(text);
}

function malformed(file: string, why: string): Result<never> {
  return fail('malformed-file', `This is not a signed note: ${why}.`, {
    file,
    hint: 'Restore it as the ledger wrote it.',
  });
}

function unverified(file: string, message: string): Result<never> {
  const hint = 'Check that the verifier key is that of this ledger; if it is, do not trust the ledger.';
  return fail('not-verified', message, { file, hint });
}
