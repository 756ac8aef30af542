import { done, noAnswer, type Attempt } from '../../forge-call/index.ts';
import { fail } from '@interlock/core/failure';

/** The whole body of an answer, if it has at most `limit` bytes; one that breaks off is a trouble that may pass. */
export async function limitedBody(response: Response, what: string, limit: number): Promise<Attempt<Uint8Array>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > limit) {
        const message = `The answer to ${what} is longer than ${limit} bytes.`;
        return {
          kind: 'done',
          result: fail('not-verified', message, { hint: 'Find out what the registry holds there.' }),
        };
      }
      chunks.push(chunk);
    }
  } catch (error) {
    return noAnswer(what, error);
  }
  return done(Buffer.concat(chunks));
}
