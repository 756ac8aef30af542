import { fail, type Result } from '@interlock/core/failure';
import { parseJson } from '@interlock/core/json';
import { isLoopback } from '@interlock/core/store';
import { oneLine } from '@interlock/core/text';
import * as v from 'valibot';
import { noAnswer, done, retryAfter, type Attempt } from '../../forge-call/index.ts';
import { limitedBody } from './limited-body.ts';
import { chain, type Registry } from './registry.ts';

/** RFC 6750, section 2.1, is narrower; whatever a header can carry is taken. */
const tokenText = v.pipe(v.string(), v.regex(/^[\u0021-\u007e]+$/u));
const tokenAnswer = v.union([v.object({ token: tokenText }), v.object({ access_token: tokenText })]);

/**
 * What answers a challenge: the credentials themselves (Basic), or a token for exactly this repository and these
 * actions (distribution's "token authentication"), whatever scope the challenge names.
 */
export async function authorize(registry: Registry, challenge: string, signal: AbortSignal): Promise<Attempt<string>> {
  const { credentials } = registry.access;
  const bearer = /(?:^|,)\s*Bearer\s+(.*)/iu.exec(challenge)?.[1];
  if (bearer !== undefined) return askToken(registry, parametersOf(bearer), signal);
  if (!/(?:^|,)\s*Basic\b/iu.test(challenge)) {
    return stop(
      `The registry asks for a login of an unknown kind: "${oneLine(challenge, 80)}".`,
      'Use a registry with Basic or Bearer login.',
    );
  }
  if (credentials === undefined) {
    return stop(`${registry.location.text} asks for a user and a password.`, giveCredentials);
  }
  return done(basic(credentials));
}

export const giveCredentials =
  'Set the secret INTERLOCK_STORE_CREDENTIALS to user:password, with the right to do this.';

function parametersOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(/(\w+)="([^"]*)"/gu)].map(([, name = '', value = '']) => [name.toLowerCase(), value]),
  );
}

async function askToken(
  registry: Registry,
  challenge: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<Attempt<string>> {
  const realm = checkRealm(registry, challenge.get('realm') ?? '');
  if (!realm.ok) return { kind: 'done', result: realm };
  const { access, location } = registry;
  const url = realm.value;
  const service = challenge.get('service');
  if (service !== undefined) url.searchParams.set('service', service);
  url.searchParams.set('scope', `repository:${location.repository}:${access.actions}`);
  const what = 'the request for a token';
  let response: Response;
  try {
    const headers = access.credentials === undefined ? {} : { Authorization: basic(access.credentials) };
    response = await fetch(url, { headers, redirect: 'manual', signal });
  } catch (error) {
    return noAnswer(what, error);
  }
  const { status } = response;
  return chain(await limitedBody(response, what, 1 << 18), async (body) => {
    if (status === 429 || status >= 500) {
      const waitMilliseconds = retryAfter(response.headers.get('retry-after'));
      return { kind: 'again', trouble: `answer ${status} to ${what}`, waitMilliseconds };
    }
    if (status !== 200) return stop(`${url.host} gives no token for ${location.text} (${status}).`, giveCredentials);
    const json = parseJson(new TextDecoder().decode(body), 'token');
    const answer = json.ok ? v.safeParse(tokenAnswer, json.value) : undefined;
    if (!answer?.success) return stop(`${url.host} answered the request for a token without one.`, giveCredentials);
    return done(`Bearer ${'token' in answer.output ? answer.output.token : answer.output.access_token}`);
  });
}

/** The credentials go to the registry's own host, or to the one that the caller named, and never in the clear. */
function checkRealm({ access, location }: Registry, realm: string): Result<URL> {
  const url = URL.canParse(realm) ? new URL(realm) : undefined;
  const own = new URL(location.origin);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === own.protocol && isLoopback(url.hostname));
  if (url !== undefined && isSafe && (url.host === own.host || url.host === access.tokenHost)) {
    return { ok: true, value: url };
  }
  return fail('service-failed', `${own.host} sends its clients to "${oneLine(realm, 120)}" for a token.`, {
    hint: 'If this is right, name that host in token-host; it must be served by https.',
  });
}

function basic(credentials: string): string {
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

function stop(message: string, hint: string): Attempt<never> {
  return { kind: 'done', result: fail('service-failed', message, { hint }) };
}
