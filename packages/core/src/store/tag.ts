import { isDigest, type Digest } from '../digest/index.ts';
import { fail, ok, type Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';

/** distribution-spec 1.1, "pulling manifests". */
const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/** Names that the fallback of the referrers API takes for itself: `sha256-` and 64 hex digits. */
const reserved = /^sha(?:256|512)-/;

export const stages = ['candidate', 'staging', 'release'] as const;

/**
 * A tag is a stage, `-`, and a name that is new for each artifact, since a tag is created once and never moved:
 * `candidate-3f9c2ab`, `release-1.4.0`. Fails with `usage`.
 */
export function parseStageTag(text: string): Result<string> {
  const tag = parseTag(text);
  if (!tag.ok || stages.some((stage) => text.startsWith(`${stage}-`) && text.length > stage.length + 1)) return tag;
  return fail('usage', `The tag "${oneLine(text, 80)}" is none of ${stages.map((one) => `${one}-…`).join(', ')}.`, {
    hint: 'Say the stage first and then what is new in each release, for example release-1.4.0.',
  });
}

/** Any tag that may exist. Fails with `usage`. */
export function parseTag(text: string): Result<string> {
  if (tagPattern.test(text) && !reserved.test(text)) return ok(text);
  return fail('usage', `"${oneLine(text, 80)}" is not a tag.`, {
    hint: 'A tag has 1 to 128 letters, digits, ".", "_" and "-", starts with none of "." and "-", and not with sha256-.',
  });
}

/** What a deployment asks for: a digest, or a tag that is looked up once. */
export type Reference = { readonly digest: Digest } | { readonly tag: string };

export function parseReference(text: string): Result<Reference> {
  if (isDigest(text)) return ok({ digest: text });
  const tag = parseTag(text);
  if (tag.ok) return ok({ tag: tag.value });
  return fail('usage', `"${oneLine(text, 80)}" is neither a tag nor a digest of a manifest.`, {
    hint: 'Give a tag such as release-1.4.0, or sha256: and 64 hex digits.',
  });
}
