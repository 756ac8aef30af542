import { digestOf, json, refuse, type BinaryAnswer, type BinaryRequest } from './answers.ts';
import type { RegistryState, RepositoryState } from './state.ts';

const indexType = 'application/vnd.oci.image.index.v1+json';

interface AnyManifest {
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly config?: { readonly digest: string };
  readonly layers?: readonly { readonly digest: string }[];
  readonly manifests?: readonly { readonly digest: string }[];
  readonly subject?: { readonly digest: string };
}

export function readManifest(repository: RepositoryState, reference: string, { method }: BinaryRequest): BinaryAnswer {
  const digest = reference.startsWith('sha256:') ? reference : repository.tags.get(reference);
  const found = digest === undefined ? undefined : repository.manifests.get(digest);
  if (digest === undefined || found === undefined) return refuse(404, 'MANIFEST_UNKNOWN');
  const headers = {
    'Content-Type': found.mediaType,
    'Content-Length': String(found.bytes.length),
    'Docker-Content-Digest': digest,
  };
  return { status: 200, headers, ...(method === 'HEAD' ? {} : { body: found.bytes }) };
}

export function writeManifest(
  state: RegistryState,
  repository: RepositoryState,
  reference: string,
  base: string,
  { body, headers }: BinaryRequest,
): BinaryAnswer {
  const manifest = parse(body);
  const digest = digestOf(body);
  if (manifest === undefined) return refuse(400, 'MANIFEST_INVALID');
  if (reference.startsWith('sha256:') && reference !== digest) return refuse(400, 'DIGEST_INVALID');
  const blobs = [...(manifest.config === undefined ? [] : [manifest.config]), ...(manifest.layers ?? [])];
  if (blobs.some((blob) => !repository.blobs.has(blob.digest))) return refuse(400, 'MANIFEST_BLOB_UNKNOWN');
  if (manifest.manifests?.some((one) => !repository.manifests.has(one.digest))) return refuse(400, 'MANIFEST_UNKNOWN');
  repository.manifests.set(digest, { mediaType: String(headers['content-type']), bytes: body });
  if (!reference.startsWith('sha256:')) repository.tags.set(reference, digest);
  const subject = state.options.referrersApi === 'yes' ? manifest.subject?.digest : undefined;
  const said = subject === undefined ? {} : { 'OCI-Subject': subject };
  return {
    status: 201,
    headers: { Location: `${base}/manifests/${digest}`, 'Docker-Content-Digest': digest, ...said },
  };
}

/** The referrers API, a page at a time where the options say so. */
export function listReferrers(
  state: RegistryState,
  repository: RepositoryState,
  digest: string,
  request: BinaryRequest,
): BinaryAnswer {
  if (state.options.referrersApi === 'no') return refuse(404, 'NOT_FOUND');
  const all = [...repository.manifests].flatMap(([name, { bytes, mediaType }]) => {
    const { annotations, artifactType, subject } = parse(bytes) ?? {};
    return subject?.digest === digest
      ? [{ mediaType, digest: name, size: bytes.length, artifactType, annotations }]
      : [];
  });
  const from = Number(request.query.get('from') ?? 0);
  const end = from + (state.options.pageSize ?? all.length);
  const link = end < all.length ? { Link: `<${request.path}?from=${end}>; rel="next"` } : {};
  const headers = { 'Content-Type': indexType, ...link };
  return json(200, { schemaVersion: 2, mediaType: indexType, manifests: all.slice(from, end) }, headers);
}

function parse(bytes: Buffer): AnyManifest | undefined {
  try {
    return JSON.parse(bytes.toString('utf8')) as AnyManifest;
  } catch {
    return undefined;
  }
}
