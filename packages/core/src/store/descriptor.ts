import * as v from 'valibot';
import { noList } from '../json/index.ts';
import { isDigest, sha256, type Digest } from '../digest/index.ts';
import { emptyType } from './media-types.ts';

/** OCI content descriptor: a type, a digest and a size say what is meant; nothing else does. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  /** Bytes. */
  readonly size: number;
  readonly artifactType?: string | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/** Only SHA-256: another algorithm is refused, as what cannot be checked cannot be trusted. */
export const descriptorSchema = v.looseObject({
  mediaType: v.string(),
  digest: v.custom<Digest>(
    (value) => typeof value === 'string' && isDigest(value),
    'must be sha256: and 64 hex digits',
  ),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  artifactType: v.optional(v.string()),
  annotations: v.optional(noList(v.record(v.string(), v.string()))),
});

const emptyBytes = new TextEncoder().encode('{}');

/** The empty config of an artifact (image-spec 1.1, "guidance for an empty descriptor"). */
export const emptyBlob = {
  bytes: emptyBytes,
  descriptor: { mediaType: emptyType, digest: sha256(emptyBytes), size: emptyBytes.length },
} as const satisfies { readonly bytes: Uint8Array; readonly descriptor: Descriptor };
