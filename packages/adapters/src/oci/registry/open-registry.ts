import { fail, ok, type Failure, type Result } from '@interlock/core/failure';
import type { ArtifactStore, StoreAccess } from '@interlock/core/store';
import type { Patience } from '../../forge-call/index.ts';
import { fetchRemoteBlob, readRemoteBlob } from './download-blob.ts';
import { createRemoteTag, readRemoteManifest, writeRemoteManifest } from './manifests.ts';
import { listReferrers, writeReferrer } from './referrers.ts';
import { storePatience, type Registry } from './registry.ts';
import { uploadBlob } from './upload-blob.ts';

const usualChunk = 8 << 20;

export interface RegistryOptions {
  readonly patience?: Patience;
  readonly chunkSize?: number;
}

/** A repository of a registry (distribution-spec 1.1) as a store. Fails with `usage` where the credentials cannot be any. */
export function openRegistry(
  location: Registry['location'],
  access: StoreAccess,
  { chunkSize = usualChunk, patience = storePatience }: RegistryOptions = {},
): Result<ArtifactStore> {
  if (access.credentials !== undefined && !/^[^:\s]+:[\u0020-\u007e]+$/u.test(access.credentials)) {
    return fail('usage', 'The credentials for the store are not user:password.', {
      hint: 'Set INTERLOCK_STORE_CREDENTIALS again, without a line break at its end; a run for a fork gets no secrets.',
    });
  }
  const registry: Registry = { location, access, patience, chunkSize, session: { authorization: undefined } };
  const told = async <T>(result: Promise<Result<T>>) => inMessage(await result, location.origin);
  return ok({
    location: location.text,
    resolveTag: async (tag) => {
      const manifest = await told(readRemoteManifest(registry, tag));
      return manifest.ok ? ok(manifest.value?.digest) : manifest;
    },
    putBlob: (blob, source) => told(uploadBlob(registry, blob, source)),
    putManifest: async (manifest) => {
      const { bytes, descriptor, subject } = manifest;
      if (subject !== undefined) return told(writeReferrer(registry, manifest, subject.digest));
      const { digest, mediaType } = descriptor;
      const written = await told(writeRemoteManifest(registry, digest, { bytes, mediaType }));
      return written.ok ? ok(undefined) : written;
    },
    createTag: (tag, manifest) => told(createRemoteTag(registry, tag, manifest)),
    readManifest: async (digest) => {
      const manifest = await told(readRemoteManifest(registry, digest));
      if (!manifest.ok) return manifest;
      if (manifest.value !== undefined) return ok(manifest.value.bytes);
      return fail('missing-file', `${location.text} has no manifest ${digest}.`, {
        hint: 'Check the digest and the store.',
      });
    },
    readBlob: (blob, limit) => told(readRemoteBlob(registry, blob, limit)),
    fetchBlob: (blob, path) => told(fetchRemoteBlob(registry, blob, path)),
    referrers: (digest) => told(listReferrers(registry, digest)),
  });
}

/** An address is no file that an editor could open: it goes into the sentence. */
function inMessage<T>(result: Result<T>, origin: string): Result<T> {
  if (result.ok || !result.error.file?.startsWith(origin)) return result;
  const { file, ...failure }: Failure = result.error;
  return { ok: false, error: { ...failure, message: `${file}: ${failure.message}` } };
}
