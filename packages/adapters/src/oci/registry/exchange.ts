import { fail, ok, type Result } from '@interlock/core/failure';
import { parseJson } from '@interlock/core/json';
import { oneLine } from '@interlock/core/text';
import * as v from 'valibot';
import { noAnswer, done, retryAfter, type Attempt } from '../../forge-call/index.ts';
import { authorize, giveCredentials } from './authorize.ts';
import { limitedBody } from './limited-body.ts';
import { chain, type Registry } from './registry.ts';

export interface RegistryRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH';
  /** On the registry's own origin. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Names the request in messages, for example `the tag release-1`. */
  readonly what: string;
}

export interface RegistryAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** One request, with the login that the registry asks for; the body is not read yet. 429 and 5xx may pass. */
export async function exchange(
  registry: Registry,
  request: RegistryRequest,
  signal: AbortSignal,
): Promise<Attempt<Response>> {
  const first = await send(registry, request, signal);
  return chain(first, async (response) => {
    if (response.status !== 401) return first;
    await response.body?.cancel();
    const challenge = response.headers.get('www-authenticate') ?? '';
    return chain(await authorize(registry, challenge, signal), async (authorization) => {
      registry.session.authorization = authorization;
      return send(registry, request, signal);
    });
  });
}

async function send(registry: Registry, request: RegistryRequest, signal: AbortSignal): Promise<Attempt<Response>> {
  const { body, headers = {}, method, url, what } = request;
  const { authorization } = registry.session;
  if (new URL(url).origin !== registry.location.origin)
    throw new TypeError(`${url} is not of ${registry.location.origin}`);
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: {
        'Accept-Encoding': 'identity',
        ...headers,
        ...(authorization === undefined ? {} : { Authorization: authorization }),
      },
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
      signal,
    });
  } catch (error) {
    return noAnswer(what, error);
  }
  const { status } = response;
  if (status !== 429 && status !== 408 && status < 500) return done(response);
  await response.body?.cancel();
  const waitMilliseconds = retryAfter(response.headers.get('retry-after'));
  return { kind: 'again', trouble: `answer ${status} to ${what}`, waitMilliseconds };
}

/** One request with its whole answer, of at most `limit` bytes. */
export async function ask(
  registry: Registry,
  request: RegistryRequest,
  signal: AbortSignal,
  limit: number,
): Promise<Attempt<RegistryAnswer>> {
  return chain(await exchange(registry, request, signal), async (response) => {
    const { headers, status } = response;
    return chain(await limitedBody(response, request.what, limit), async (body) => done({ status, headers, body }));
  });
}

const errors = v.object({ errors: v.array(v.object({ code: v.string(), message: v.optional(v.string(), '') })) });

/** An answer that no further attempt mends, in the registry's own words without what it was told in secret. */
export function refused(
  { access, session }: Registry,
  what: string,
  { body, status }: Pick<RegistryAnswer, 'body' | 'status'>,
): Result<never> {
  if (status >= 300 && status < 400) {
    return fail('service-failed', `The registry sent ${what} elsewhere (${status}), and credentials do not go there.`, {
      hint: 'Give the present address of the repository.',
    });
  }
  const json = parseJson(new TextDecoder().decode(body), 'answer');
  const parsed = json.ok ? v.safeParse(errors, json.value) : undefined;
  const [error] = parsed?.success ? parsed.output.errors : [];
  const password = access.credentials?.split(':').slice(1).join(':');
  const secrets = [password, access.credentials, session.authorization?.split(' ')[1]];
  const said = secrets.reduce<string>(
    (text, secret) => (secret ? text.replaceAll(secret, '***') : text),
    error === undefined ? '' : `: ${error.code} ${error.message}`,
  );
  const hint =
    status === 401 || status === 403 ? giveCredentials : 'Check that the repository exists and takes OCI artifacts.';
  return fail('service-failed', `The registry refused ${what} (${status})${oneLine(said, 300)}`, { hint });
}

/** An address that the registry named, if it is its own. Fails with `service-failed`. */
export function ownAddress(registry: Registry, location: string | null, from: string, what: string): Result<string> {
  const url = location !== null && URL.canParse(location, from) ? new URL(location, from) : undefined;
  if (url?.origin === registry.location.origin) return ok(url.href);
  const named = location === null ? 'no address' : `the address "${oneLine(location, 120)}"`;
  return fail('service-failed', `The registry named ${named} to go on with ${what}.`, {
    hint: `Only ${registry.location.origin} is trusted: set the public address in the registry's own configuration.`,
  });
}
