import { fail, ok, type Result } from '@interlock/core/failure';
import { oneLine } from '@interlock/core/text';

const sizeLimit = 8 << 20;

export interface FetchedText {
  readonly text: string;
  readonly contentType: string;
}

/** Fetches at most 8 MiB with a status of 200. A redirect, a longer answer and a time-out are failures. */
export async function fetchText(url: string, accept: string, timeoutSeconds: number): Promise<Result<FetchedText>> {
  const shown = oneLine(url);
  try {
    const response = await fetch(url, {
      headers: { accept },
      redirect: 'manual',
      signal: AbortSignal.timeout(Math.ceil(timeoutSeconds * 1000)),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      return failed(`${shown} answered ${response.status}, and 200 was expected.`);
    }
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let text = '';
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      if (size > sizeLimit) return failed(`The answer of ${shown} is longer than 8 MiB.`);
      text += decoder.decode(chunk, { stream: true });
    }
    text += decoder.decode();
    return ok({ text, contentType: response.headers.get('content-type') ?? '' });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'TimeoutError') {
      return fail('deadline-exceeded', `${shown} did not answer within ${timeoutSeconds} s.`, { cause });
    }
    return failed(`${shown} could not be read (${reasonOf(cause)}).`, cause);
  }
}

/** undici says "fetch failed", and why in the cause. */
function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  if (!(inner instanceof Error)) return 'unknown reason';
  return 'code' in inner && typeof inner.code === 'string' ? inner.code : oneLine(inner.message, 120);
}

function failed(message: string, cause?: unknown): Result<never> {
  const hint = 'Check the address, and that this job may reach it.';
  return fail('service-failed', message, { hint, ...(cause === undefined ? {} : { cause }) });
}
