import { bundleMediaType } from '../evidence/index.ts';
import { sha256, type Digest } from '../digest/index.ts';
import { emptyBlob, type Descriptor } from './descriptor.ts';
import { artifactManifest, referrerManifest, type EncodedManifest } from './manifest.ts';
import { predicateAnnotation, sbomType } from './media-types.ts';
import type { BlobSource } from './store.ts';

/** What belongs together, checked already. */
export interface ArtifactParts {
  readonly artifact: { readonly path: string; readonly name: string; readonly digest: Digest; readonly size: number };
  readonly sbom: Uint8Array | undefined;
  readonly bundles: readonly { readonly bytes: Uint8Array; readonly predicateType: string }[];
}

export interface PlannedReferrer {
  readonly manifest: EncodedManifest;
  readonly blob: Descriptor;
  readonly bytes: Uint8Array;
}

/** Everything that is put, in an order in which nothing names what is not there yet. */
export interface StoragePlan {
  readonly artifact: EncodedManifest;
  readonly blobs: readonly { readonly descriptor: Descriptor; readonly source: BlobSource }[];
  readonly sbom: PlannedReferrer | undefined;
  /** In the order of the parts. */
  readonly bundles: readonly PlannedReferrer[];
}

export function planStorage({ artifact, sbom, bundles }: ArtifactParts): StoragePlan {
  const { digest, name, path, size } = artifact;
  const file = { mediaType: 'application/octet-stream', digest, size };
  const manifest = artifactManifest(file, name);
  const refer = (mediaType: string, bytes: Uint8Array, annotations?: Readonly<Record<string, string>>) => {
    const blob = { mediaType, digest: sha256(bytes), size: bytes.length };
    return { manifest: referrerManifest(manifest.descriptor, blob, annotations), blob, bytes };
  };
  const attachedSbom = sbom === undefined ? undefined : refer(sbomType, sbom);
  const attached = bundles.map(({ bytes, predicateType }) =>
    refer(bundleMediaType, bytes, { [predicateAnnotation]: predicateType }),
  );
  const documents = attachedSbom === undefined ? attached : [attachedSbom, ...attached];
  return {
    artifact: manifest,
    blobs: [
      { descriptor: file, source: { path } },
      { descriptor: emptyBlob.descriptor, source: { bytes: emptyBlob.bytes } },
      ...documents.map(({ blob, bytes }) => ({ descriptor: blob, source: { bytes } })),
    ],
    sbom: attachedSbom,
    bundles: attached,
  };
}
