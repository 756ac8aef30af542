import { fail, ok, type Result } from '@interlock/core/failure';
import * as v from 'valibot';
import { attemptGithub, limitWait, refusalOf } from './attempt.ts';
import type { GithubCall } from './call.ts';

const User = v.object({ id: v.number() });

/** Us, as an author of comments: an account, or the bot of a GitHub App. */
export type Self = { readonly kind: 'account'; readonly id: number } | { readonly kind: 'bot'; readonly login: string };

interface Author {
  readonly id: number;
  readonly login: string;
  readonly type: string;
}

/**
 * Who owns the token. GET /user answers for people's tokens; it refuses installation tokens, GITHUB_TOKEN among them
 * (403 "Resource not accessible by integration"). Then we are the bot that the caller named, as a rule
 * `github-actions[bot]`. `performed_via_github_app` is no help: it may be missing, and it is also set where an app acts
 * for a person. A login with `[bot]` cannot be taken by a person.
 */
export async function whoAmI({ octokit, retrier, botLogin }: GithubCall): Promise<Result<Self>> {
  const answer = await retrier.run(() =>
    attemptGithub<unknown>('the question who owns the token', 'pull-requests: write', async () => {
      try {
        return (await octokit.rest.users.getAuthenticated({ request: { signal: retrier.signal() } })).data;
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal?.status === 403 && limitWait(refusal) === undefined) return undefined;
        throw error;
      }
    }),
  );
  if (!answer.ok) return answer;
  if (answer.value === undefined) return ok({ kind: 'bot', login: botLogin });
  const parsed = v.safeParse(User, answer.value);
  return parsed.success
    ? ok({ kind: 'account', id: parsed.output.id })
    : fail('service-failed', 'GitHub answered something else than a user.');
}

export function isOwn(author: Author | null, self: Self): boolean {
  if (author === null) return false;
  return self.kind === 'account' ? author.id === self.id : author.type === 'Bot' && author.login === self.login;
}
