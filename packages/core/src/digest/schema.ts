import * as v from 'valibot';
import { isDigest, type Digest } from './digest.ts';

const text = v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/, 'must be sha256: and 64 hex digits'));
const typed = v.custom<Digest>((value) => typeof value === 'string' && isDigest(value));

/** A digest in a file: text of that form, typed as one. */
export const digestSchema = v.pipe(text, typed);

/** A digest with what it is of, for the reference. */
export function digestOf(meaning: string) {
  return v.pipe(text, v.description(meaning), typed);
}
