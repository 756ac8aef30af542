import type { Digest } from '../digest/index.ts';
import { fail, ok, type Result } from '../failure/index.ts';
import type { StoragePlan } from './plan.ts';
import type { ArtifactStore } from './store.ts';
import { tagConflict } from './tag-conflict.ts';

/** Rounds in which a list of referrers that other writers changed is put right. */
const mostRounds = 3;

/**
 * Puts all parts and, at last, the tag: where the tag is, everything is there. A tag that names something else stops it
 * before anything is put. Doing it again changes nothing.
 */
export async function storePlan(store: ArtifactStore, plan: StoragePlan, tag: string): Promise<Result<void>> {
  const { digest } = plan.artifact.descriptor;
  const taken = await store.resolveTag(tag);
  if (!taken.ok) return taken;
  if (taken.value !== undefined && taken.value !== digest) {
    return tagConflict(store.location, tag, taken.value, digest);
  }
  for (const { descriptor, source } of plan.blobs) {
    const put = await store.putBlob(descriptor, source);
    if (!put.ok) return put;
  }
  const artifact = await store.putManifest(plan.artifact);
  if (!artifact.ok) return artifact;
  const attached = await attach(store, plan, digest);
  return attached.ok ? store.createTag(tag, plan.artifact) : attached;
}

/** Two writers can take each other's entries out of the list of a registry without the referrers API. */
async function attach(store: ArtifactStore, { bundles, sbom }: StoragePlan, subject: Digest): Promise<Result<void>> {
  const manifests = [...(sbom === undefined ? [] : [sbom]), ...bundles].map(({ manifest }) => manifest);
  let missing = manifests;
  for (let round = 0; round < mostRounds; round += 1) {
    for (const manifest of missing) {
      const put = await store.putManifest(manifest);
      if (!put.ok) return put;
    }
    const listed = await store.referrers(subject);
    if (!listed.ok) return listed;
    const digests = new Set(listed.value.map(({ digest }) => digest));
    missing = manifests.filter(({ descriptor }) => !digests.has(descriptor.digest));
    if (missing.length === 0) return ok(undefined);
  }
  return fail('service-failed', `${store.location} does not list ${missing.length} of the documents of ${subject}.`, {
    hint: 'Store it again when nobody else does.',
  });
}
