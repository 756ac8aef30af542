import { fail, type Result } from '@interlock/core/failure';
import type { Descriptor } from '@interlock/core/store';

/** Content that is not what its digest or size says: the one failure that every store gives for it. */
export function notWhatItSays(
  file: string,
  { digest, size }: Pick<Descriptor, 'digest' | 'size'>,
  found: string,
): Result<never> {
  return fail('not-verified', `The content is ${found}, and ${digest} of ${size} bytes was expected.`, {
    file,
    hint: 'It was damaged or changed: store the artifact again, and find out who may write to the store.',
  });
}

export function tooLarge(file: string, size: number, limit: number): Result<never> {
  return fail('not-verified', `The store names ${size} bytes, and at most ${limit} were expected.`, {
    file,
    hint: 'Find out who wrote it: nothing of that size is stored here.',
  });
}
