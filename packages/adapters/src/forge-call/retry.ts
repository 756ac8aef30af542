import { fail, ok, type Result } from '@interlock/core/failure';
import { systemClock } from '../clock/index.ts';

/** How long a call to a forge may take, all its requests and waits together. */
export interface Patience {
  readonly totalMilliseconds: number;
  /** Wait before the second attempt; doubled for each further one, with up to a half of it taken off at random. */
  readonly firstWaitMilliseconds: number;
  /** One request. */
  readonly requestMilliseconds: number;
}

export const usualPatience: Patience = {
  totalMilliseconds: 60_000,
  firstWaitMilliseconds: 500,
  requestMilliseconds: 15_000,
};

const longestWait = 10_000;

/** What one attempt came to: an end, good or bad, or a trouble that may pass. */
export type Attempt<T> =
  | { readonly kind: 'done'; readonly result: Result<T> }
  | {
      readonly kind: 'again';
      /** What went wrong, for the message. */
      readonly trouble: string;
      /** What the service asked for. */
      readonly waitMilliseconds?: number | undefined;
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
      for (let count = 0; ; count += 1) {
        const outcome = await attempt();
        if (outcome.kind === 'done') return outcome.result;
        const wait = waitAfter(count, outcome.waitMilliseconds, patience);
        if (wait >= left()) return gaveUp(service, outcome.trouble, count + 1, outcome.waitMilliseconds);
        await systemClock.sleep(wait);
      }
    },
  };
}

export function done<T>(value: T): Attempt<T> {
  return { kind: 'done', result: ok(value) };
}

/** Why there was no answer. By name: an error of fetch need not be an instance of this realm's Error. */
export function connectionTrouble(what: string, error: unknown): string {
  const cause = memberOf(error, 'cause');
  const timedOut = [error, cause].some((one) => /^(Abort|Timeout)Error$/u.test(String(memberOf(one, 'name'))));
  return `no answer to ${what} (${timedOut ? 'time-out' : 'connection failed'})`;
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

function gaveUp(service: string, trouble: string, attempts: number, asked: number | undefined): Result<never> {
  const wait = asked === undefined ? '' : ` and asks to wait ${Math.ceil(asked / 1000)} s`;
  return fail('service-failed', `${service}: ${trouble}${wait}; given up after ${attempts} attempt(s).`, {
    hint: `Run the job again when ${service} answers as usual.`,
  });
}
