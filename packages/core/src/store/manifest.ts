import * as v from 'valibot';
import { sha256 } from '../digest/index.ts';
import { fail, ok, type Result } from '../failure/index.ts';
import { noList, canonicalJson, parseJson, type Json } from '../json/index.ts';
import { decodeUtf8, oneLine } from '../text/index.ts';
import { descriptorSchema, emptyBlob, type Descriptor } from './descriptor.ts';
import { artifactType, manifestType, titleAnnotation } from './media-types.ts';

/** A manifest as it is stored: exactly these bytes, and the descriptor that names them. */
export interface EncodedManifest {
  readonly bytes: Uint8Array;
  readonly descriptor: Descriptor;
  /** What it refers to; a store keeps a list of those. */
  readonly subject?: Descriptor;
}

/** Types that a store accepts beside ours: a tag may stand at an image or an index of somebody else. */
const manifestSchema = v.looseObject({
  schemaVersion: v.literal(2),
  mediaType: v.literal(manifestType),
  artifactType: v.optional(v.string()),
  config: descriptorSchema,
  layers: v.array(descriptorSchema),
  subject: v.optional(descriptorSchema),
  annotations: v.optional(noList(v.record(v.string(), v.string()))),
});
export type Manifest = v.InferOutput<typeof manifestSchema>;

/** The manifest of an artifact file. The same file under the same name always has the same manifest digest. */
export function artifactManifest(blob: Descriptor, name: string): EncodedManifest {
  const layer = { ...blob, annotations: { [titleAnnotation]: name } };
  return encode({ artifactType, layers: [layer] });
}

/** A manifest with one document that refers to `subject` (image-spec 1.1, "subject"). */
export function referrerManifest(
  subject: Descriptor,
  document: Descriptor,
  annotations?: Readonly<Record<string, string>>,
): EncodedManifest {
  return encode({ artifactType: document.mediaType, layers: [document], subject, annotations });
}

interface Parts {
  readonly artifactType: string;
  readonly layers: readonly Descriptor[];
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

function encode({ artifactType, layers, subject, annotations }: Parts): EncodedManifest {
  const bytes = new TextEncoder().encode(
    canonicalJson({
      schemaVersion: 2,
      mediaType: manifestType,
      artifactType,
      config: plain(emptyBlob.descriptor),
      layers: layers.map(plain),
      subject: subject === undefined ? undefined : plain(named(subject)),
      annotations,
    }),
  );
  const descriptor = { mediaType: manifestType, digest: sha256(bytes), size: bytes.length, artifactType, annotations };
  return { bytes, descriptor, ...(subject === undefined ? {} : { subject: named(subject) }) };
}

/** What names a manifest and nothing more: a subject carries no type of artifact and no annotations. */
export function named({ mediaType, digest, size }: Descriptor): Descriptor {
  return { mediaType, digest, size };
}

/** As JSON: members that are not there are left out. */
export function plain({ mediaType, digest, size, artifactType, annotations }: Descriptor): Json {
  return { mediaType, digest, size, artifactType, annotations };
}

/** An image manifest whose bytes were compared with their digest already. Fails with `malformed-file`. */
export function parseManifest(bytes: Uint8Array, file: string): Result<Manifest> {
  const text = decodeUtf8(bytes, file);
  if (!text.ok) return text;
  const json = parseJson(text.value, file);
  if (!json.ok) return json;
  const parsed = v.safeParse(manifestSchema, json.value);
  if (parsed.success) return ok(parsed.output);
  const [issue] = parsed.issues;
  const where = oneLine(v.getDotPath(issue) ?? 'the document', 80);
  return fail('malformed-file', `This is not an OCI image manifest: ${where}: ${oneLine(issue.message, 120)}.`, {
    file,
    hint: 'Store the artifact with store-artifact.',
  });
}
