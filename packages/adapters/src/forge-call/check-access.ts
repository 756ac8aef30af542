import { fail, ok, type Result } from '@interlock/core/failure';

/**
 * Finds what no further attempt could mend before the first one: fetch throws on such an address or header just as it
 * does where the network is down. Fails with `usage`.
 */
export function checkAccess(service: string, token: string, apiUrl: string): Result<void> {
  if (!/^[\u0021-\u007e]+$/u.test(token)) {
    return fail('usage', `The token for ${service} is empty or holds a blank or a control character.`, {
      hint: 'Set the secret again, without a line break at its end; a run for a fork gets no secrets.',
    });
  }
  if (!URL.canParse(apiUrl) || !/^https?:/u.test(apiUrl)) {
    return fail('usage', `The address of the API of ${service} is not an http(s) address.`);
  }
  return ok(undefined);
}
