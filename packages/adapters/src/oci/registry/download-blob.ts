import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '@interlock/core/failure';
import { isLoopback, type Descriptor } from '@interlock/core/store';
import { oneLine } from '@interlock/core/text';
import { done, noAnswer, type Attempt } from '../../forge-call/index.ts';
import { writeWhole } from '../layout/blobs.ts';
import { notWhatItSays, tooLarge } from '../not-what-it-says.ts';
import { exchange, refused } from './exchange.ts';
import { limitedBody } from './limited-body.ts';
import { addressOf, chain, startCall, type Registry } from './registry.ts';

const longestPath = 3;

export function readRemoteBlob(registry: Registry, blob: Descriptor, limit: number): Promise<Result<Uint8Array>> {
  const retrier = startCall(registry);
  const url = addressOf(registry, `/blobs/${blob.digest}`);
  if (blob.size > limit) return Promise.resolve(tooLarge(url, blob.size, limit));
  return retrier.run(async () =>
    chain(await openBlob(registry, blob, retrier.signal()), async (response) =>
      chain(await limitedBody(response, `the blob ${blob.digest}`, blob.size), async (bytes) => {
        const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
        if (digest === blob.digest && bytes.length === blob.size) return done(bytes);
        return { kind: 'done', result: notWhatItSays(url, blob, `${digest} of ${bytes.length} bytes`) };
      }),
    ),
  );
}

/** Streams the blob to a file that appears only once digest and size are right; what is cut off starts anew. */
export function fetchRemoteBlob(registry: Registry, blob: Descriptor, path: string): Promise<Result<void>> {
  const retrier = startCall(registry);
  const what = `the blob ${blob.digest}`;
  return retrier.run(async () =>
    chain(await openBlob(registry, blob, retrier.signal()), async (response) => {
      let trouble: ReturnType<typeof noAnswer> | undefined;
      const written = await writeWhole(path, blob, async (write) => {
        const bodies = response.body?.getReader();
        for (let size = 0; ;) {
          const piece = await bodies?.read().catch((error: unknown) => {
            trouble = noAnswer(what, error);
            return undefined;
          });
          if (piece === undefined || trouble !== undefined)
            return fail('service-failed', trouble?.trouble ?? 'no body');
          if (piece.done) return ok(undefined);
          size += piece.value.length;
          if (size > blob.size) {
            await bodies?.cancel();
            return notWhatItSays(addressOf(registry, `/blobs/${blob.digest}`), blob, `longer than ${blob.size} bytes`);
          }
          await write(piece.value);
        }
      });
      return trouble ?? { kind: 'done', result: written };
    }),
  );
}

/** The answer with the blob as its body, wherever the registry keeps it. */
async function openBlob(registry: Registry, blob: Descriptor, signal: AbortSignal): Promise<Attempt<Response>> {
  const what = `the blob ${blob.digest}`;
  const url = addressOf(registry, `/blobs/${blob.digest}`);
  return chain(await exchange(registry, { method: 'GET', url, what }, signal), async (first) =>
    chain(await followToStorage(registry, first, url, what, signal), async (response) => {
      if (response.status === 200) return checkLength(response, blob, url);
      if (response.status === 404) {
        await response.body?.cancel();
        const hint = 'Store the artifact again: a part of it is gone.';
        return {
          kind: 'done',
          result: fail('missing-file', `${registry.location.text} has no blob ${blob.digest}.`, { hint }),
        };
      }
      return chain(await limitedBody(response, what, 1 << 18), async (body) => ({
        kind: 'done',
        result: refused(registry, what, { status: response.status, body }),
      }));
    }),
  );
}

async function checkLength(response: Response, blob: Descriptor, url: string): Promise<Attempt<Response>> {
  const length = response.headers.get('content-length');
  if (length === null || Number(length) === blob.size) return done(response);
  await response.body?.cancel();
  return { kind: 'done', result: notWhatItSays(url, blob, `${oneLine(length, 20)} bytes long`) };
}

/** Registries send readers to a storage service. No credentials go there, and what comes back is checked by its digest. */
async function followToStorage(
  { location }: Registry,
  first: Response,
  from: string,
  what: string,
  signal: AbortSignal,
): Promise<Attempt<Response>> {
  let [response, url] = [first, from];
  for (let step = 0; step < longestPath; step += 1) {
    if (![301, 302, 303, 307, 308].includes(response.status)) return done(response);
    await response.body?.cancel();
    const to = response.headers.get('location') ?? '';
    const next = URL.canParse(to, url) ? new URL(to, url) : undefined;
    const isLocal = next?.protocol === 'http:' && isLoopback(next.hostname) && location.origin.startsWith('http:');
    if (next === undefined || !(next.protocol === 'https:' || isLocal)) {
      return stop(`The registry sent ${what} to "${oneLine(to, 120)}", which is no https address.`);
    }
    url = next.href;
    try {
      response = await fetch(url, { headers: { 'Accept-Encoding': 'identity' }, redirect: 'manual', signal });
    } catch (error) {
      return noAnswer(what, error);
    }
    if (response.status === 429 || response.status >= 500) {
      await response.body?.cancel();
      return { kind: 'again', trouble: `answer ${response.status} of the storage to ${what}` };
    }
  }
  return [301, 302, 303, 307, 308].includes(response.status)
    ? stop(`The registry sent ${what} from place to place.`)
    : done(response);
}

function stop(message: string): Attempt<never> {
  return { kind: 'done', result: fail('service-failed', message, { hint: 'Check the storage of the registry.' }) };
}
