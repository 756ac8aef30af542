import type { Digest } from '../digest/index.ts';
import type { Result } from '../failure/index.ts';
import type { Descriptor } from './descriptor.ts';
import type { StoreLocation } from './location.ts';
import type { EncodedManifest } from './manifest.ts';

/** Bytes to store: in memory, or a file that is read once more, block by block. */
export type BlobSource = { readonly bytes: Uint8Array } | { readonly path: string };

/**
 * Content by digest, tags that never move, and lists of what refers to what. Whatever is read was compared with its
 * digest and size; content that does not match fails with `not-verified`. Fails with `service-failed` where a registry
 * does not do what was asked, and as files do where a layout cannot be read or written.
 */
export interface ArtifactStore {
  /** As a person gives it: `oci:PATH` or `https://host/repository`. */
  readonly location: string;
  /** Digest of the manifest that a tag names now; undefined where there is no such tag. */
  resolveTag(tag: string): Promise<Result<Digest | undefined>>;
  /** Makes sure that the blob is there. Fails with `not-verified` where the source is not what the descriptor says. */
  putBlob(descriptor: Descriptor, source: BlobSource): Promise<Result<void>>;
  /** Makes sure that the manifest is there, and listed under its subject. Its blobs come before it. */
  putManifest(manifest: EncodedManifest): Promise<Result<void>>;
  /** Names a manifest. The same name for the same manifest is success; for another one it fails with `conflict`. */
  createTag(tag: string, manifest: EncodedManifest): Promise<Result<void>>;
  /** Fails with `missing-file` where it is not there. */
  readManifest(digest: Digest): Promise<Result<Uint8Array>>;
  /** Fails with `missing-file`, or with `not-verified` where the descriptor is larger than `limit` bytes. */
  readBlob(descriptor: Descriptor, limit: number): Promise<Result<Uint8Array>>;
  /** Writes the blob to a file that appears only once it is whole and right. */
  fetchBlob(descriptor: Descriptor, path: string): Promise<Result<void>>;
  /** Manifests that say that they refer to this one, as the store lists them: each is still to be read and checked. */
  referrers(digest: Digest): Promise<Result<readonly Descriptor[]>>;
}

/** What a registry asks for; a layout needs neither. */
export interface StoreAccess {
  /** `user:password`; undefined: ask without. */
  readonly credentials: string | undefined;
  /** Host, with its port where it has one, that gives tokens for the registry where the registry itself does not. */
  readonly tokenHost: string | undefined;
  /** What the token is asked for. */
  readonly actions: 'pull' | 'pull,push';
}

/** Fails with `usage` where the credentials cannot be any. A layout need not exist before something is put. */
export type OpenStore = (location: StoreLocation, access: StoreAccess) => Result<ArtifactStore>;
