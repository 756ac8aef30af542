import { hexOf, type Digest } from '@interlock/core/digest';
import { fail, ok, type Failure, type Result } from '@interlock/core/failure';
import {
  encodeImageIndex,
  indexType,
  parseImageIndex,
  storeLimits,
  type Descriptor,
  type EncodedManifest,
} from '@interlock/core/store';
import { systemClock } from '../../clock/index.ts';
import { ask, ownAddress, refused, type RegistryAnswer } from './exchange.ts';
import { readRemoteManifest, writeRemoteManifest } from './manifests.ts';
import { addressOf, startCall, type Registry } from './registry.ts';

const mostRounds = 8;

/** distribution-spec 1.1, "referrers tag schema". */
const fallbackTag = (subject: Digest) => `sha256-${hexOf(subject)}`;

/** Writes a manifest that refers to another one, and sees to it that it is listed there. */
export async function writeReferrer(
  registry: Registry,
  manifest: EncodedManifest,
  subject: Digest,
): Promise<Result<void>> {
  const { digest, mediaType } = manifest.descriptor;
  const written = await writeRemoteManifest(registry, digest, { bytes: manifest.bytes, mediaType });
  if (!written.ok) return written;
  const listed = written.value.headers.get('oci-subject');
  if (listed === subject) return ok(undefined);
  if (listed === null) return listByTag(registry, manifest.descriptor, subject);
  return fail('not-verified', `The registry lists ${digest} under another manifest than ${subject}.`, {
    hint: 'Do not use this registry before you know why.',
  });
}

/**
 * For registries without the referrers API the client keeps the list. It reads, adds, writes and looks again, since a
 * registry has no compare-and-swap; who stores an artifact looks a last time when all is done.
 */
async function listByTag(registry: Registry, descriptor: Descriptor, subject: Digest): Promise<Result<void>> {
  for (let round = 0; round < mostRounds; round += 1) {
    const before = await readFallback(registry, subject);
    if (!before.ok) return before;
    if (before.value.some(({ digest }) => digest === descriptor.digest)) return ok(undefined);
    const bytes = encodeImageIndex([...before.value, descriptor]);
    const written = await writeRemoteManifest(registry, fallbackTag(subject), { bytes, mediaType: indexType });
    if (!written.ok) return written;
    await systemClock.sleep(Math.random() * 50 * round);
    const after = await readFallback(registry, subject);
    if (!after.ok) return after;
    if (after.value.some(({ digest }) => digest === descriptor.digest)) return ok(undefined);
  }
  return fail('service-failed', `Others change the list of what refers to ${subject} all the time.`, {
    hint: 'Store one after the other, or use a registry with the referrers API.',
  });
}

async function readFallback(registry: Registry, subject: Digest): Promise<Result<readonly Descriptor[]>> {
  const manifest = await readRemoteManifest(registry, fallbackTag(subject));
  if (!manifest.ok) return manifest;
  if (manifest.value === undefined) return ok([]);
  return inBounds(parseImageIndex(manifest.value.bytes, addressOf(registry, `/manifests/${fallbackTag(subject)}`)));
}

/** What the registry lists, by its API or, where it has none, by the fallback tag. */
export async function listReferrers(registry: Registry, subject: Digest): Promise<Result<readonly Descriptor[]>> {
  const found: Descriptor[] = [];
  const retrier = startCall(registry);
  const what = `the list of what refers to ${subject}`;
  let url: string | undefined = addressOf(registry, `/referrers/${subject}`);
  while (url !== undefined && found.length <= storeLimits.referrers) {
    const page: string = url;
    const request = { method: 'GET', url: page, headers: { Accept: indexType }, what } as const;
    const answer: Result<RegistryAnswer> = await retrier.run(() =>
      ask(registry, request, retrier.signal(), storeLimits.manifest),
    );
    if (!answer.ok) return answer;
    if (answer.value.status === 404 && found.length === 0) return readFallback(registry, subject);
    if (answer.value.status !== 200) return refused(registry, what, answer.value);
    const manifests = parseImageIndex(answer.value.body, page);
    if (!manifests.ok) return asService(manifests.error);
    found.push(...manifests.value);
    const next: Result<string | undefined> = nextPage(registry, answer.value, page, what);
    if (!next.ok) return next;
    url = next.value === page ? undefined : next.value;
  }
  return inBounds(ok(found));
}

/** RFC 8288, as far as the specification uses it: `<address>; rel="next"`. */
function nextPage(
  registry: Registry,
  { headers }: RegistryAnswer,
  page: string,
  what: string,
): Result<string | undefined> {
  const next = /<([^>]*)>\s*;\s*rel="?next"?/iu.exec(headers.get('link') ?? '')?.[1];
  return next === undefined ? ok(undefined) : ownAddress(registry, next, page, what);
}

function inBounds(list: Result<readonly Descriptor[]>): Result<readonly Descriptor[]> {
  if (!list.ok) return asService(list.error);
  if (list.value.length <= storeLimits.referrers) return list;
  return fail('not-verified', `More than ${storeLimits.referrers} manifests refer to this artifact.`, {
    hint: 'Find out who attached them, and remove what is not yours.',
  });
}

/** A document that a registry made is not a file of the caller. */
function asService({ file, message }: Failure): Result<never> {
  return fail('service-failed', `${file ?? 'The registry'}: ${message}`, { hint: 'Find out who wrote it there.' });
}
