import * as v from 'valibot';
import { sha256, type Digest } from '../digest/index.ts';
import { fail, ok, type Result } from '../failure/index.ts';
import { canonicalJson, parseJson, type Json } from '../json/index.ts';
import { decodeUtf8 } from '../text/index.ts';
import type { LedgerEntry } from './entry.ts';

const saltLength = 32;

/**
 * What belongs to an entry but may have to be erased. The entry names only the digest of salt and payload: with both
 * gone, nobody can find out by guessing what it was, and the tree stays whole.
 */
export interface SealedPayload {
  /** 64 lower-case hex digits. */
  readonly salt: string;
  readonly payload: Json;
}

/** `salt`: 32 bytes that nobody can guess and nothing else uses. */
export function sealPayload(payload: Json, salt: Uint8Array): SealedPayload {
  if (salt.length !== saltLength) throw new RangeError(`a salt has ${saltLength} bytes`);
  return { salt: Buffer.from(salt).toString('hex'), payload };
}

/** SHA-256 of the salt and the payload as canonical JSON (RFC 8785), one behind the other. */
export function payloadDigest({ payload, salt }: SealedPayload): Digest {
  return sha256(Buffer.concat([Buffer.from(salt, 'hex'), Buffer.from(canonicalJson(payload))]));
}

/** The file of a payload. */
export function encodePayload({ payload, salt }: SealedPayload): Uint8Array {
  return Buffer.from(canonicalJson({ payload, salt }));
}

const schema = v.strictObject({
  salt: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  payload: v.custom<Json>((value) => value !== undefined),
});

/** Reads the payload of an entry. Fails with `malformed-file`, or `not-verified` where it is not the one of the entry. */
export function openPayload(bytes: Uint8Array, entry: LedgerEntry, file: string): Result<SealedPayload> {
  const text = decodeUtf8(bytes, file);
  if (!text.ok) return text;
  const json = parseJson(text.value, file);
  if (!json.ok) return json;
  const parsed = v.safeParse(schema, json.value);
  if (!parsed.success)
    return fail('malformed-file', 'This is no payload of a ledger: an object with salt and payload was expected.', {
      file,
      hint: 'Restore it as the recorder wrote it, or delete it: the entry stays as it is.',
    });
  try {
    if (entry.payload === payloadDigest(parsed.output)) return ok(parsed.output);
  } catch {
    // a text that is not Unicode has no digest
  }
  return fail('not-verified', 'This payload is not the one that the entry names.', {
    file,
    hint: 'Restore it as the recorder wrote it, or delete it: the entry stays as it is.',
  });
}
