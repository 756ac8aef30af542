import { fail, type Result } from '@interlock/core/failure';

export function nothingToMerge(): Result<never> {
  return fail('bad-repository', 'The base branch has everything that the change holds: there is nothing to merge.', {
    hint: 'Close the request.',
  });
}
