import { fail } from '@interlock/core/failure';
import { oneLine } from '@interlock/core/text';
import { noAnswer, retryAfter, type Attempt } from '../forge-call/index.ts';

/** What a call needs, for the message where GitHub refuses it. */
export type Permission =
  | 'checks: read'
  | 'contents: read'
  | 'contents: write'
  | 'pull-requests: read'
  | 'pull-requests: write'
  | 'statuses: read'
  | 'statuses: write';

/** GitHub asks for "at least one minute" where a secondary limit comes without a header. */
const secondaryWait = 60_000;

interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/**
 * One request: an error is sorted into those that may pass (connection, 429, 5xx, rate limits, which GitHub also
 * answers with 403) and those that stay. `what` names the call in messages; they end in GitHub's own words, which
 * hideToken cuts.
 */
export async function attemptGithub<T>(
  what: string,
  permission: Permission,
  send: () => Promise<T>,
): Promise<Attempt<T>> {
  try {
    return { kind: 'done', result: { ok: true, value: await send() } };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) return noAnswer(what, error);
    const wait = limitWait(refusal);
    if (wait !== undefined || refusal.status >= 500 || refusal.status === 429 || refusal.status === 408) {
      return { kind: 'again', trouble: `answer ${refusal.status} to ${what}`, waitMilliseconds: wait };
    }
    return { kind: 'done', result: refused(what, permission, refusal) };
  }
}

/** The answer in an error of Octokit; undefined where none came (Octokit gives such an error the status 500). */
export function refusalOf(error: unknown): Refusal | undefined {
  if (typeof error !== 'object' || error === null || !('response' in error)) return undefined;
  const response = error.response;
  if (typeof response !== 'object' || response === null || !('headers' in response)) return undefined;
  const status = 'status' in error && typeof error.status === 'number' ? error.status : 0;
  const message = 'message' in error && typeof error.message === 'string' ? error.message : '';
  return { status, headers: { ...(response.headers as object) }, message };
}

/** Milliseconds to wait for a rate limit; undefined where this is none or it does not say. */
export function limitWait({ status, headers, message }: Refusal): number | undefined {
  if (status !== 403 && status !== 429 && status < 500) return undefined;
  const header = (name: string) => (typeof headers[name] === 'string' ? headers[name] : undefined);
  const asked = retryAfter(header('retry-after'));
  if (asked !== undefined) return asked;
  if (header('x-ratelimit-remaining') === '0') {
    const reset = Number(header('x-ratelimit-reset')) * 1000 - Date.now();
    return Number.isFinite(reset) ? Math.max(0, reset) : secondaryWait;
  }
  return /secondary rate limit|abuse detection/iu.test(message) ? secondaryWait : undefined;
}

function refused(what: string, permission: Permission, { status, message }: Refusal) {
  const said = oneLine(message, Infinity);
  if (status === 401) {
    return fail('service-failed', `GitHub does not know the token (401 to ${what}).`, {
      hint: 'Give a token that has not expired; in a workflow ${{ github.token }} is enough.',
    });
  }
  if (status === 403 || status === 404) {
    return fail('service-failed', `GitHub refused ${what} (${status}), which needs "${permission}": ${said}`, {
      hint: `Give the job "permissions: ${permission}"; a run for a pull request from a fork never gets it.`,
    });
  }
  return fail('service-failed', `GitHub refused ${what} (${status}): ${said}`, {
    hint: 'Check that the commit and the pull request are of this repository.',
  });
}
