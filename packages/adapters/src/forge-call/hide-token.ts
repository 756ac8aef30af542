import { fail, type Result } from '@interlock/core/failure';
import { oneLine } from '@interlock/core/text';

/** Characters of a message, most of them words of the server. */
const limit = 400;

/** The result without the token, which a server could repeat in its refusal; hidden first and cut then, so that no part is left. */
export function hideToken<T>(result: Result<T>, token: string): Result<T> {
  if (result.ok || token === '') return result;
  const { kind, message, hint } = result.error;
  return fail(kind, oneLine(message.replaceAll(token, '***'), limit), hint === undefined ? {} : { hint });
}
