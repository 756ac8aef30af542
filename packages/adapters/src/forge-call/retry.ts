import { fail, ok, type Result } from '@interlock/core/failure';
import { systemClock } from '../clock/index.ts';

/** How long a call to a forge may take, all its requests and waits together. */
export interface Patience {
  readonly totalMilliseconds: number;
  /** Wait before the second attempt; doubled for each further one, with up to a half of it taken off at random. */
  readonly firstWaitMilliseconds: number;
  /** One request. */
  readonly requestMilliseconds: number;
  /** For how long connections may be refused; 30 seconds where it is not given. */
  readonly refusedMilliseconds?: number;
}

export const usualPatience: Patience = {
  totalMilliseconds: 60_000,
  firstWaitMilliseconds: 500,
  requestMilliseconds: 15_000,
};

const longestWait = 10_000;
const refusedMilliseconds = 30_000;

/** What one attempt came to: an end, good or bad, or a trouble that may pass. */
export type Attempt<T> =
  | { readonly kind: 'done'; readonly result: Result<T> }
  | {
      readonly kind: 'again';
      /** What went wrong, for the message. */
      readonly trouble: string;
      /** What the service asked for. */
      readonly waitMilliseconds?: number | undefined;
      /** Nothing listens there: that lasts longer than a trouble of a service that runs. */
      readonly isRefused?: boolean;
      /** fetch never connects to that port, so that no further attempt can mend it. */
      readonly isBlocked?: boolean;
    };

/** Attempts with a shared deadline, which is set when this is called. */
export interface Retrier {
  /** Ends with the deadline, and earlier where one request takes too long. */
  signal(): AbortSignal;
  /** Fails with `service-failed` where the trouble lasts longer than the patience. */
  run<T>(attempt: () => Promise<Attempt<T>>): Promise<Result<T>>;
}

/** `service` is its name in messages. */
export function createRetrier(service: string, patience: Patience): Retrier {
  const end = systemClock.now() + patience.totalMilliseconds;
  const left = () => Math.max(0, end - systemClock.now());
  return {
    signal: () => AbortSignal.timeout(Math.min(left(), patience.requestMilliseconds)),
    run: async (attempt) => {
      let refusedUntil = Infinity;
      for (let count = 0; ; count += 1) {
        const outcome = await attempt();
        if (outcome.kind === 'done') return outcome.result;
        if (outcome.isBlocked === true) return gaveUp(service, outcome, count + 1);
        const now = systemClock.now();
        const refusal = now + (patience.refusedMilliseconds ?? refusedMilliseconds);
        refusedUntil = outcome.isRefused === true ? Math.min(refusedUntil, refusal) : Infinity;
        const wait = waitAfter(count, outcome.waitMilliseconds, patience);
        if (wait >= Math.min(left(), refusedUntil - now)) return gaveUp(service, outcome, count + 1);
        await systemClock.sleep(wait);
      }
    },
  };
}

export function done<T>(value: T): Attempt<T> {
  return { kind: 'done', result: ok(value) };
}

type Trouble = Extract<Attempt<never>, { readonly kind: 'again' }>;

/** There was no answer. By name: an error of fetch need not be an instance of this realm's Error. */
export function noAnswer(what: string, error: unknown): Trouble {
  const cause = memberOf(error, 'cause');
  const errors = [error, cause, memberOf(cause, 'cause')];
  const timedOut = errors.some((one) => /^(Abort|Timeout)Error$/u.test(String(memberOf(one, 'name'))));
  const isRefused = errors.some((one) => memberOf(one, 'code') === 'ECONNREFUSED');
  // https://fetch.spec.whatwg.org/#port-blocking; undici says so in these words
  const isBlocked = errors.some((one) => memberOf(one, 'message') === 'bad port');
  const failed = isBlocked ? 'a port that HTTP clients do not use' : 'connection failed';
  const why = timedOut ? 'time-out' : isRefused ? 'connection refused' : failed;
  return { kind: 'again', trouble: `no answer to ${what} (${why})`, isRefused, isBlocked };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

/** Milliseconds that a `Retry-After` header asks for (RFC 9110, section 10.2.3: seconds or a date). */
export function retryAfter(header: string | null | undefined): number | undefined {
  if (!header) return undefined;
  const milliseconds = /^\d+$/u.test(header) ? Number(header) * 1000 : Date.parse(header) - systemClock.now();
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}

/** Jitter, so that the jobs of one push do not come back together; never less than what the service asked for. */
function waitAfter(count: number, asked: number | undefined, patience: Patience): number {
  const backoff = Math.min(longestWait, patience.firstWaitMilliseconds * 2 ** count);
  return (asked ?? backoff / 2) + (Math.random() * backoff) / 2;
}

function gaveUp(
  service: string,
  { isBlocked, isRefused, trouble, waitMilliseconds: asked }: Trouble,
  attempts: number,
): Result<never> {
  const wait = asked === undefined ? '' : ` and asks to wait ${Math.ceil(asked / 1000)} s`;
  return fail('service-failed', `${service}: ${trouble}${wait}; given up after ${attempts} attempt(s).`, {
    hint:
      isBlocked === true
        ? 'Correct the port of the address.'
        : isRefused === true
          ? 'Nothing listens at that address: correct it, or run the job again when the service is up.'
          : `Run the job again when ${service} answers as usual.`,
  });
}
