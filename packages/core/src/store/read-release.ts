import type { Digest } from '../digest/index.ts';
import { bundleMediaType } from '../evidence/index.ts';
import { fail, ok, type Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';
import type { Descriptor } from './descriptor.ts';
import { storeLimits } from './limits.ts';
import { named, parseManifest, type Manifest } from './manifest.ts';
import { artifactType, sbomType } from './media-types.ts';
import type { ArtifactStore } from './store.ts';
import type { Reference } from './tag.ts';

/** A document that is attached to the artifact; its bytes have this digest, and nothing more is known of it. */
export interface StoredDocument {
  readonly digest: Digest;
  readonly bytes: Uint8Array;
}

/** An artifact in a store with what is attached to it, each part compared with its digest and sorted by it. */
export interface StoredRelease {
  readonly manifest: Digest;
  readonly artifact: Descriptor;
  readonly sboms: readonly StoredDocument[];
  readonly bundles: readonly StoredDocument[];
}

/** Reads everything but the artifact itself. A tag is looked up once; from then on only digests are used. */
export async function readRelease(store: ArtifactStore, reference: Reference): Promise<Result<StoredRelease>> {
  const manifest = await resolve(store, reference);
  if (!manifest.ok) return manifest;
  const artifact = await readArtifact(store, manifest.value);
  if (!artifact.ok) return artifact;
  const listed = await store.referrers(manifest.value);
  if (!listed.ok) return listed;
  const sboms: StoredDocument[] = [];
  const bundles: StoredDocument[] = [];
  for (const { digest } of listed.value) {
    const document = await readReferrer(store, digest, manifest.value);
    if (!document.ok) return document;
    if (document.value === undefined) continue;
    (document.value.type === sbomType ? sboms : bundles).push(document.value);
  }
  return ok({ manifest: manifest.value, artifact: artifact.value, sboms: sorted(sboms), bundles: sorted(bundles) });
}

/** By digest, and each once: two manifests may hold the same document. */
function sorted(documents: readonly StoredDocument[]): readonly StoredDocument[] {
  const each = new Map(documents.map(({ bytes, digest }) => [digest, { bytes, digest }]));
  return [...each.values()].toSorted((one, other) => (one.digest < other.digest ? -1 : 1));
}

async function resolve(store: ArtifactStore, reference: Reference): Promise<Result<Digest>> {
  if ('digest' in reference) return ok(reference.digest);
  const digest = await store.resolveTag(reference.tag);
  if (!digest.ok) return digest;
  if (digest.value !== undefined) return ok(digest.value);
  return fail('no-match', `${oneLine(store.location, 200)} has no tag ${reference.tag}.`, {
    hint: 'Check the tag and the store; store-artifact creates tags.',
  });
}

async function readManifest(store: ArtifactStore, digest: Digest): Promise<Result<Manifest>> {
  const bytes = await store.readManifest(digest);
  return bytes.ok ? parseManifest(bytes.value, `manifest ${digest}`) : bytes;
}

async function readArtifact(store: ArtifactStore, digest: Digest): Promise<Result<Descriptor>> {
  const manifest = await readManifest(store, digest);
  if (!manifest.ok) return manifest;
  const [layer, ...more] = manifest.value.layers;
  if (manifest.value.artifactType !== artifactType || layer === undefined || more.length > 0) {
    return fail(
      'unsupported-format',
      `The manifest ${digest} is not one of a single artifact as store-artifact writes it.`,
      {
        hint: 'Name the manifest of the artifact itself, not of its SBOM, of a bundle or of an image.',
      },
    );
  }
  if (layer.size > 0 && layer.size <= storeLimits.artifact) return ok(named(layer));
  return fail('not-verified', `The artifact has ${layer.size} bytes, and 1 to ${storeLimits.artifact} were expected.`, {
    hint: 'Find out who stored it.',
  });
}

interface TypedDocument extends StoredDocument {
  readonly type: string;
}

/** Undefined where it is a document of a kind that nobody here reads, or refers to something else. */
async function readReferrer(
  store: ArtifactStore,
  digest: Digest,
  subject: Digest,
): Promise<Result<TypedDocument | undefined>> {
  const manifest = await readManifest(store, digest);
  if (!manifest.ok) return manifest;
  const [layer, ...more] = manifest.value.layers;
  const type = manifest.value.artifactType;
  const limit = type === sbomType ? storeLimits.sbom : type === bundleMediaType ? storeLimits.bundle : 0;
  const isOurs = limit > 0 && manifest.value.subject?.digest === subject && more.length === 0;
  if (!isOurs || type === undefined || layer === undefined) return ok(undefined);
  const bytes = await store.readBlob(layer, limit);
  return bytes.ok ? ok({ type, digest: layer.digest, bytes: bytes.value }) : bytes;
}
