import { digestOf, refuse, type BinaryAnswer, type BinaryRequest } from './answers.ts';
import type { RegistryState, RepositoryState } from './state.ts';

export function readBlob(repository: RepositoryState, digest: string, { method }: BinaryRequest): BinaryAnswer {
  const bytes = repository.blobs.get(digest);
  if (bytes === undefined) return refuse(404, 'BLOB_UNKNOWN');
  const headers = {
    'Content-Type': 'application/octet-stream',
    'Content-Length': String(bytes.length),
    'Docker-Content-Digest': digest,
  };
  return { status: 200, headers, ...(method === 'HEAD' ? {} : { body: bytes }) };
}

/** Starts an upload. Its address has a query of its own, as that of some registries has. */
export function startUpload(state: RegistryState, repository: RepositoryState, base: string): BinaryAnswer {
  const id = String((state.uploadCount += 1));
  repository.uploads.set(id, Buffer.alloc(0));
  return { status: 202, headers: { Location: `${base}/blobs/uploads/${id}?_state=x`, Range: '0-0' } };
}

export function continueUpload(
  repository: RepositoryState,
  id: string,
  base: string,
  request: BinaryRequest,
): BinaryAnswer {
  const before = repository.uploads.get(id);
  if (before === undefined || request.query.get('_state') !== 'x') return refuse(404, 'BLOB_UPLOAD_UNKNOWN');
  const range = /^(\d+)-(\d+)$/.exec(String(request.headers['content-range'] ?? ''));
  if (
    range !== null &&
    (Number(range[1]) !== before.length || Number(range[2]) !== before.length + request.body.length - 1)
  ) {
    return refuse(416, 'BLOB_UPLOAD_INVALID');
  }
  const bytes = Buffer.concat([before, request.body]);
  repository.uploads.set(id, bytes);
  if (request.method === 'PATCH') {
    const headers = { Location: `${base}/blobs/uploads/${id}?_state=x`, Range: `0-${bytes.length - 1}` };
    return { status: 202, headers };
  }
  return finishUpload(repository, id, base, request.query.get('digest') ?? '');
}

function finishUpload(repository: RepositoryState, id: string, base: string, digest: string): BinaryAnswer {
  const bytes = repository.uploads.get(id) ?? Buffer.alloc(0);
  repository.uploads.delete(id);
  if (digestOf(bytes) !== digest) return refuse(400, 'DIGEST_INVALID');
  repository.blobs.set(digest, bytes);
  return { status: 201, headers: { Location: `${base}/blobs/${digest}`, 'Docker-Content-Digest': digest } };
}
