import { fail, ok, type Result } from '@interlock/core/failure';
import { runGit } from './run-git.ts';

export async function isShallow(gitDirectory: string): Promise<Result<boolean>> {
  const answer = await runGit(gitDirectory, ['rev-parse', '--is-shallow-repository']);
  return answer.ok ? ok(answer.value.toString().trim() === 'true') : answer;
}

/** The answer would need history that a shallow clone does not have. */
export function cutHistory(message: string): Result<never> {
  return fail('shallow-clone', message, {
    hint: 'Fetch the whole history: `fetch-depth: 0` for actions/checkout, `GIT_DEPTH: "0"` on GitLab.',
  });
}
