import { fail, ok, type Result } from '@interlock/core/failure';
import { parseJson } from '@interlock/core/json';
import { oneLine } from '@interlock/core/text';
import * as v from 'valibot';
import { noAnswer, done, retryAfter, type Attempt, type Retrier } from '../forge-call/index.ts';

/** What the requests of one call to a forge port share. */
export interface GitlabCall {
  readonly token: string;
  /** Ends in `/api/v4`, without a slash after it. */
  readonly apiUrl: string;
  /** Number or `group/name`, percent-encoded. */
  readonly project: string;
  readonly retrier: Retrier;
}

export interface GitlabRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** After the address of the API, starting with `/`. */
  readonly path: string;
  readonly body?: unknown;
  /** Names the request in messages, for example `the commit status`. */
  readonly what: string;
  /** Answers that blame the change and not the call: a `bad-repository`. */
  readonly unfit?: readonly number[];
}

export interface GitlabAnswer {
  readonly json: unknown;
  /** Number of the next page of a list. */
  readonly nextPage?: number;
}

const Message = v.object({ message: v.optional(v.unknown()), error: v.optional(v.unknown()) });

/** A request that may be repeated without harm, until it is answered. */
export function ask(call: GitlabCall, request: GitlabRequest): Promise<Result<GitlabAnswer>> {
  return call.retrier.run(() => attemptGitlab(call, request));
}

/**
 * One request. Redirects are not followed: fetch would hand PRIVATE-TOKEN to the other server, as it drops only
 * `Authorization`. Messages end in GitLab's own words, which hideToken cuts.
 */
export async function attemptGitlab(call: GitlabCall, request: GitlabRequest): Promise<Attempt<GitlabAnswer>> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${call.apiUrl}${request.path}`, {
      method: request.method,
      headers: { 'PRIVATE-TOKEN': call.token, 'Content-Type': 'application/json', Accept: 'application/json' },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      redirect: 'manual',
      signal: call.retrier.signal(),
    });
    text = await response.text();
  } catch (error) {
    return noAnswer(request.what, error);
  }
  const { status, headers } = response;
  if (status === 429 || status === 408 || status >= 500) {
    const trouble = `answer ${status} to ${request.what}`;
    return { kind: 'again', trouble, waitMilliseconds: retryAfter(headers.get('retry-after')) };
  }
  const json = parseJson(text, 'answer of GitLab');
  if (status >= 300) return { kind: 'done', result: refused(request, status, json.ok ? json.value : undefined) };
  if (!json.ok)
    return { kind: 'done', result: fail('service-failed', `GitLab's answer to ${request.what} is not JSON.`) };
  const nextPage = Number(headers.get('x-next-page') ?? '');
  return done({ json: json.value, ...(nextPage > 0 ? { nextPage } : {}) });
}

/** An answer of the expected form. */
export function readAnswer<T>(schema: v.GenericSchema<unknown, T>, json: unknown, what: string): Result<T> {
  const parsed = v.safeParse(schema, json);
  return parsed.success ? ok(parsed.output) : fail('service-failed', `GitLab's answer to ${what} has an unknown form.`);
}

function refused({ unfit, what }: GitlabRequest, status: number, answer: unknown): Result<never> {
  if (status === 401 || status === 403) {
    return fail('service-failed', `GitLab refused ${what} (${status}): the token may not do this.`, {
      hint:
        'CI_JOB_TOKEN cannot post statuses or notes: set INTERLOCK_TOKEN to a project access token with the scope ' +
        'api and the role Developer, as a masked variable.',
    });
  }
  if (status < 400) {
    return fail('service-failed', `GitLab sent ${what} elsewhere (${status}), and the token does not go there.`, {
      hint: 'Give the present address of the API and of the project.',
    });
  }
  const parsed = v.safeParse(Message, answer);
  const said = parsed.success ? (parsed.output.message ?? parsed.output.error ?? '') : '';
  const words = oneLine(typeof said === 'string' ? said : JSON.stringify(said), Infinity);
  if (unfit?.includes(status))
    return fail('bad-repository', `GitLab refused ${what} (${status}): ${words}`, {
      hint: 'Judge the change anew as it is now; where it conflicts or a rule of its branch is not met, mend that first.',
    });
  return fail('service-failed', `GitLab refused ${what} (${status}): ${words}`, {
    hint: 'Check that the commit and the merge request are of this project, and that the token may see it.',
  });
}
