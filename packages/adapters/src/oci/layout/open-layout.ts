import { ok, type Result } from '@interlock/core/failure';
import {
  manifestType,
  named,
  parseManifest,
  refNameAnnotation,
  tagConflict,
  type ArtifactStore,
  type Descriptor,
  type EncodedManifest,
} from '@interlock/core/store';
import type { Digest } from '@interlock/core/digest';
import { blobPath, copyBlob, putBlob, readBlob } from './blobs.ts';
import { checkLayout, ensureLayout, isFree } from './create-layout.ts';
import { changeIndex, readIndex, tagOf } from './index-file.ts';

/** How long a writer waits for another one to finish with the index. */
const usualWait = 10_000;

/** An OCI layout on disk as a store. What refers to a manifest is found by reading the manifests of the index. */
export function openLayout(folder: string, waitMilliseconds: number = usualWait): ArtifactStore {
  return {
    location: `oci:${folder}`,
    resolveTag: (tag) => resolveTag(folder, tag),
    putBlob: async (blob, source) => {
      const layout = await ensureLayout(folder);
      return layout.ok ? putBlob(folder, blob, source) : layout;
    },
    putManifest: (manifest) => putManifest(folder, manifest, waitMilliseconds),
    createTag: (tag, manifest) => createTag(folder, tag, manifest, waitMilliseconds),
    readManifest: (digest) => readBlob(folder, { digest }),
    readBlob: (descriptor, limit) => readBlob(folder, descriptor, limit),
    fetchBlob: (blob, path) => copyBlob(blobPath(folder, blob.digest), blob, path),
    referrers: (digest) => referrers(folder, digest),
  };
}

/** A folder that is empty or not there yet has no tags; one that is no layout is an error. */
async function resolveTag(folder: string, tag: string): Promise<Result<Digest | undefined>> {
  if (await isFree(folder)) return ok(undefined);
  const layout = await checkLayout(folder);
  if (!layout.ok) return layout;
  const index = await readIndex(folder);
  if (!index.ok) return index;
  return ok(index.value.find((descriptor) => tagOf(descriptor) === tag)?.digest);
}

/** A manifest without a tag stands in the index, too: that is how it is found as a referrer, and never collected. */
async function putManifest(folder: string, manifest: EncodedManifest, wait: number): Promise<Result<void>> {
  const layout = await ensureLayout(folder);
  if (!layout.ok) return layout;
  const { bytes, descriptor, subject } = manifest;
  const written = await putBlob(folder, descriptor, { bytes });
  if (!written.ok || subject === undefined) return written;
  const isThere = (one: Descriptor) => one.digest === descriptor.digest;
  return changeIndex(folder, (before) => ok(before.some(isThere) ? undefined : [...before, descriptor]), wait);
}

async function createTag(folder: string, tag: string, manifest: EncodedManifest, wait: number): Promise<Result<void>> {
  const put = await putManifest(folder, manifest, wait);
  if (!put.ok) return put;
  const { digest } = manifest.descriptor;
  const entry = {
    ...named(manifest.descriptor),
    artifactType: manifest.descriptor.artifactType,
    annotations: { [refNameAnnotation]: tag },
  };
  return changeIndex(
    folder,
    (before) => {
      const there = before.find((one) => tagOf(one) === tag);
      if (there === undefined) return ok([...before, entry]);
      return there.digest === digest ? ok(undefined) : tagConflict(`oci:${folder}`, tag, there.digest, digest);
    },
    wait,
  );
}

async function referrers(folder: string, digest: Digest): Promise<Result<readonly Descriptor[]>> {
  const index = await readIndex(folder);
  if (!index.ok) return index;
  const found = new Map<Digest, Descriptor>();
  for (const { annotations: _, ...descriptor } of index.value) {
    if (descriptor.mediaType !== manifestType || descriptor.digest === digest) continue;
    const bytes = await readBlob(folder, descriptor);
    if (!bytes.ok) return bytes;
    const manifest = parseManifest(bytes.value, blobPath(folder, descriptor.digest));
    if (!manifest.ok || manifest.value.subject?.digest !== digest) continue;
    const { annotations, artifactType } = manifest.value;
    found.set(descriptor.digest, { ...named(descriptor), artifactType, annotations });
  }
  return ok([...found.values()]);
}
