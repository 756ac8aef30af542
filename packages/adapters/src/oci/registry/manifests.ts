import { sha256, type Digest } from '@interlock/core/digest';
import { fail, ok, type Result } from '@interlock/core/failure';
import { indexType, manifestType, storeLimits, tagConflict, type EncodedManifest } from '@interlock/core/store';
import { done, type Attempt, type Retrier } from '../../forge-call/index.ts';
import { notWhatItSays } from '../not-what-it-says.ts';
import { ask, refused, type RegistryAnswer } from './exchange.ts';
import { addressOf, chain, startCall, type Registry } from './registry.ts';
import { checkSaidDigest } from './upload-blob.ts';

/** Whatever a tag may stand at, so that none looks free that is not. */
const accepted = [
  manifestType,
  indexType,
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  '*/*',
].join(', ');

export interface RemoteManifest {
  readonly bytes: Uint8Array;
  /** Of these bytes: what the registry says is compared with it and never taken for it. */
  readonly digest: Digest;
}

/** The manifest at a tag or digest; undefined where there is none. */
export function readRemoteManifest(registry: Registry, reference: string): Promise<Result<RemoteManifest | undefined>> {
  const retrier = startCall(registry);
  return retrier.run(() => getManifest(registry, reference, retrier));
}

export async function getManifest(
  registry: Registry,
  reference: string,
  retrier: Retrier,
): Promise<Attempt<RemoteManifest | undefined>> {
  const url = addressOf(registry, `/manifests/${reference}`);
  const what = `the manifest ${reference}`;
  const request = { method: 'GET', url, headers: { Accept: accepted }, what } as const;
  return chain(await ask(registry, request, retrier.signal(), storeLimits.manifest), async (answer) => {
    if (answer.status === 404) return done(undefined);
    if (answer.status !== 200) return { kind: 'done', result: refused(registry, what, answer) };
    const { body: bytes, headers } = answer;
    const digest = sha256(bytes);
    if (reference.startsWith('sha256:') && reference !== digest) {
      const expected = { digest: reference as Digest, size: bytes.length };
      return { kind: 'done', result: notWhatItSays(url, expected, `${digest} of ${bytes.length} bytes`) };
    }
    const said = checkSaidDigest(headers, digest, what);
    return said.ok ? done({ bytes, digest }) : { kind: 'done', result: said };
  });
}

/** Writes a manifest under a tag or its own digest, and gives the answer of the registry. */
export function writeRemoteManifest(
  registry: Registry,
  reference: string,
  { bytes, mediaType }: { readonly bytes: Uint8Array; readonly mediaType: string },
): Promise<Result<RegistryAnswer>> {
  const retrier = startCall(registry);
  const what = `the manifest ${reference}`;
  const url = addressOf(registry, `/manifests/${reference}`);
  return retrier.run(async () => {
    const request = { method: 'PUT', url, headers: { 'Content-Type': mediaType }, body: bytes, what } as const;
    return chain(await ask(registry, request, retrier.signal(), 1 << 18), async (answer) => {
      if (answer.status !== 201) return { kind: 'done', result: refused(registry, what, answer) };
      const said = checkSaidDigest(answer.headers, sha256(bytes), what);
      return said.ok ? done(answer) : { kind: 'done', result: said };
    });
  });
}

/** Looks, writes only where nothing stands, and looks again: a registry has no way to ask for "only if it is new". */
export async function createRemoteTag(
  registry: Registry,
  tag: string,
  manifest: EncodedManifest,
): Promise<Result<void>> {
  const { digest, mediaType } = manifest.descriptor;
  const store = registry.location.text;
  const before = await readRemoteManifest(registry, tag);
  if (!before.ok) return before;
  if (before.value !== undefined) {
    return before.value.digest === digest ? ok(undefined) : tagConflict(store, tag, before.value.digest, digest);
  }
  const written = await writeRemoteManifest(registry, tag, { bytes: manifest.bytes, mediaType });
  if (!written.ok) return written;
  const after = await readRemoteManifest(registry, tag);
  if (!after.ok) return after;
  if (after.value?.digest === digest) return ok(undefined);
  if (after.value !== undefined) return tagConflict(store, tag, after.value.digest, digest);
  return fail('service-failed', `${store} took the tag ${tag} and does not have it.`, {
    hint: 'Look into the log of the registry.',
  });
}
