import * as v from 'valibot';
import { fail, ok, type Result } from '../failure/index.ts';
import { canonicalJson, parseJson } from '../json/index.ts';
import { decodeUtf8, oneLine } from '../text/index.ts';
import { descriptorSchema, type Descriptor } from './descriptor.ts';
import { plain } from './manifest.ts';
import { indexType } from './media-types.ts';

/** `mediaType` may be missing in the index of a layout: image-spec asks for it only where an index is pushed. */
const imageIndexSchema = v.looseObject({
  schemaVersion: v.literal(2),
  mediaType: v.optional(v.literal(indexType)),
  manifests: v.array(descriptorSchema),
});

/** The descriptors of an image index: of a layout, of the referrers API or of a fallback tag. Fails with `malformed-file`. */
export function parseImageIndex(bytes: Uint8Array, file: string): Result<readonly Descriptor[]> {
  const text = decodeUtf8(bytes, file);
  if (!text.ok) return text;
  const json = parseJson(text.value, file);
  if (!json.ok) return json;
  const parsed = v.safeParse(imageIndexSchema, json.value);
  if (parsed.success) return ok(parsed.output.manifests);
  const [issue] = parsed.issues;
  const where = oneLine(v.getDotPath(issue) ?? 'the document', 80);
  return fail('malformed-file', `This is not an OCI image index: ${where}: ${oneLine(issue.message, 120)}.`, {
    file,
    hint: 'Restore it, or name another store.',
  });
}

export function encodeImageIndex(manifests: readonly Descriptor[]): Uint8Array {
  return new TextEncoder().encode(
    canonicalJson({ schemaVersion: 2, mediaType: indexType, manifests: manifests.map(plain) }),
  );
}
