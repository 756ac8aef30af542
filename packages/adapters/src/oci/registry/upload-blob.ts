import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { sha256 } from '@interlock/core/digest';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { BlobSource, Descriptor } from '@interlock/core/store';
import { fileFailure } from '../../filesystem/file-failure.ts';
import { done, type Attempt } from '../../forge-call/index.ts';
import { notWhatItSays } from '../not-what-it-says.ts';
import { ask, ownAddress, refused, type RegistryAnswer } from './exchange.ts';
import { addressOf, chain, startCall, type Registry } from './registry.ts';

const answerLimit = 1 << 18;

/** Uploads the blob unless it is there. What breaks off starts anew: a piece that is sent twice could count twice. */
export function uploadBlob(registry: Registry, blob: Descriptor, source: BlobSource): Promise<Result<void>> {
  const retrier = startCall(registry);
  const upload: Upload = { registry, blob, what: `the blob ${blob.digest}`, signal: () => retrier.signal() };
  return retrier.run(async () =>
    chain(await isThere(upload), async (there) => (there ? done(undefined) : sendBlob(upload, source))),
  );
}

interface Upload {
  readonly registry: Registry;
  readonly blob: Descriptor;
  readonly what: string;
  readonly signal: () => AbortSignal;
}

async function isThere({ blob, registry, signal, what }: Upload): Promise<Attempt<boolean>> {
  const url = addressOf(registry, `/blobs/${blob.digest}`);
  return chain(await ask(registry, { method: 'HEAD', url, what }, signal(), answerLimit), async (answer) => {
    if (answer.status === 404) return done(false);
    // A registry that keeps its blobs elsewhere may say so already here.
    if (answer.status === 307) return done(true);
    if (answer.status !== 200) return { kind: 'done', result: refused(registry, what, answer) };
    const size = answer.headers.get('content-length');
    if (size === null || Number(size) === blob.size) return done(true);
    return { kind: 'done', result: notWhatItSays(url, blob, `${size} bytes long`) };
  });
}

async function sendBlob(upload: Upload, source: BlobSource): Promise<Attempt<void>> {
  const { blob, registry, signal, what } = upload;
  const start = addressOf(registry, '/blobs/uploads/');
  const request = { method: 'POST', url: start, body: new Uint8Array(), what } as const;
  return chain(await ask(registry, request, signal(), answerLimit), async (answer) => {
    const at = goOn(upload, answer, 202, start);
    if (!at.ok) return { kind: 'done', result: at };
    const least = Number(answer.headers.get('oci-chunk-min-length') ?? 0);
    const chunkSize = Math.max(registry.chunkSize, least);
    if (blob.size > chunkSize && 'path' in source) return sendChunks(upload, source.path, at.value, chunkSize);
    const bytes = 'path' in source ? await wholeFile(source.path, blob) : checked(source.bytes, blob);
    return bytes.ok ? finish(upload, at.value, bytes.value) : { kind: 'done', result: bytes };
  });
}

function checked(bytes: Uint8Array, blob: Descriptor): Result<Uint8Array> {
  if (sha256(bytes) === blob.digest && bytes.length === blob.size) return ok(bytes);
  return notWhatItSays('the content', blob, `${sha256(bytes)} of ${bytes.length} bytes`);
}

async function wholeFile(path: string, blob: Descriptor): Promise<Result<Uint8Array>> {
  try {
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = await file.stat();
    if (!stats.isFile() || stats.size !== blob.size) return notWhatItSays(path, blob, `${stats.size} bytes long`);
    const bytes = await file.readFile();
    if (sha256(bytes) === blob.digest) return ok(bytes);
    return notWhatItSays(path, blob, sha256(bytes));
  } catch (cause) {
    return fileFailure(path, cause);
  }
}

/** distribution-spec 1.1, "pushing a blob in chunks". The file is hashed on the way, so that no other content is finished. */
async function sendChunks(upload: Upload, path: string, start: string, chunkSize: number): Promise<Attempt<void>> {
  const { blob, registry, signal, what } = upload;
  const hash = createHash('sha256');
  let [at, sent] = [start, 0];
  try {
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    while (sent < blob.size) {
      const block = Buffer.allocUnsafe(Math.min(chunkSize, blob.size - sent));
      const { bytesRead } = await file.read(block, 0, block.length);
      if (bytesRead === 0) return { kind: 'done', result: notWhatItSays(path, blob, `${sent} bytes long`) };
      const body = block.subarray(0, bytesRead);
      hash.update(body);
      const last = sent + body.length - 1;
      const headers = { 'Content-Type': 'application/octet-stream', 'Content-Range': `${sent}-${last}` };
      const answer = await ask(registry, { method: 'PATCH', url: at, headers, body, what }, signal(), answerLimit);
      if (answer.kind === 'again') return answer;
      const { result } = answer;
      if (!result.ok) return { kind: 'done', result };
      const next = goOn(upload, result.value, 202, at);
      if (!next.ok) return { kind: 'done', result: next };
      [at, sent] = [next.value, last + 1];
    }
  } catch (cause) {
    return { kind: 'done', result: fileFailure(path, cause) };
  }
  const digest = `sha256:${hash.digest('hex')}`;
  if (digest !== blob.digest) return { kind: 'done', result: notWhatItSays(path, blob, digest) };
  return finish(upload, at, new Uint8Array());
}

async function finish({ blob, registry, signal, what }: Upload, at: string, body: Uint8Array): Promise<Attempt<void>> {
  const url = new URL(at);
  url.searchParams.set('digest', blob.digest);
  const headers = { 'Content-Type': 'application/octet-stream' };
  const request = { method: 'PUT', url: url.href, headers, body, what } as const;
  return chain(await ask(registry, request, signal(), answerLimit), async (answer) => {
    if (answer.status !== 201) return { kind: 'done', result: refused(registry, what, answer) };
    return { kind: 'done', result: checkSaidDigest(answer.headers, blob.digest, what) };
  });
}

function goOn({ registry, what }: Upload, answer: RegistryAnswer, status: number, from: string): Result<string> {
  if (answer.status !== status) return refused(registry, what, answer);
  return ownAddress(registry, answer.headers.get('location'), from, what);
}

/** The digest that a registry says it stored, where it says one. */
export function checkSaidDigest(headers: Headers, digest: string, what: string): Result<void> {
  const said = headers.get('docker-content-digest');
  if (said === null || said === digest) return ok(undefined);
  return fail('not-verified', `The registry says that ${what} is ${said.slice(0, 80)}, and ${digest} was expected.`, {
    hint: 'Do not use this registry before you know why: it holds something else than it was given.',
  });
}
