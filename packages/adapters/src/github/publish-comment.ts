import { ok, type Result } from '@interlock/core/failure';
import type { StickyComment } from '@interlock/core/ports';
import { attemptGithub } from './attempt.ts';
import type { GithubCall } from './call.ts';
import { commentBody, type CommentBody } from '../forge-call/index.ts';
import { findOwnComment } from './find-comment.ts';
import type { Attempt } from '../forge-call/index.ts';

/** Characters that GitHub takes in a comment. */
const limit = 65_536;

/**
 * Searches before each attempt to write: where an answer was lost, the comment may be there already, and a second one
 * would stay for ever.
 */
export async function publishGithubComment(call: GithubCall, comment: StickyComment): Promise<Result<{ url: string }>> {
  const body = commentBody(comment, limit);
  if (!body.ok) return body;
  const written = await call.retrier.run(() => writeOnce(call, comment.changeRequest, body.value));
  return written.ok ? ok({ url: written.value.data.html_url }) : written;
}

async function writeOnce(
  call: GithubCall,
  changeRequest: number,
  { firstLine, text }: CommentBody,
): Promise<Attempt<{ readonly data: { readonly html_url: string } }>> {
  const found = await findOwnComment(call, changeRequest, firstLine);
  if (!found.ok) return { kind: 'done', result: found };
  const { octokit, retrier, owner, repo } = call;
  const common = { owner, repo, body: text, request: { signal: retrier.signal() } };
  const existing = found.value;
  return attemptGithub<{ readonly data: { readonly html_url: string } }>('the comment', 'pull-requests: write', () =>
    existing === undefined
      ? octokit.rest.issues.createComment({ ...common, issue_number: changeRequest })
      : octokit.rest.issues.updateComment({ ...common, comment_id: existing.id }),
  );
}
