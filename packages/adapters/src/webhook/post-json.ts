import { fail, ok } from '@interlock/core/failure';
import type { PostJson } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';

/** The path and query of a webhook are often its secret: only the host is told. */
export const postJson: PostJson = async ({ body, timeoutSeconds, url }) => {
  const host = URL.parse(url)?.host ?? 'the webhook';
  const hint = 'Check the address in .interlock/config.yml of the base branch, and that this job may reach it.';
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(Math.ceil(timeoutSeconds * 1000)),
    });
    await response.body?.cancel();
    if (response.ok) return ok(undefined);
    return fail('service-failed', `${oneLine(host)} answered ${response.status}, and 2xx was expected.`, { hint });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'TimeoutError')
      return fail('deadline-exceeded', `${oneLine(host)} did not answer within ${timeoutSeconds} s.`, { hint, cause });
    return fail('service-failed', `${oneLine(host)} could not be reached.`, { hint, cause });
  }
};
