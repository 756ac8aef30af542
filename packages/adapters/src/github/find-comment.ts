import { fail, ok, type Result } from '@interlock/core/failure';
import * as v from 'valibot';
import { attemptGithub } from './attempt.ts';
import { hasMarker } from '../forge-call/index.ts';
import type { GithubCall } from './call.ts';
import { isOwn, whoAmI } from './identity.ts';

const Comments = v.array(
  v.object({
    id: v.number(),
    html_url: v.string(),
    body: v.nullish(v.string()),
    user: v.nullable(v.object({ id: v.number(), login: v.string(), type: v.string() })),
  }),
);
export type FoundComment = v.InferOutput<typeof Comments>[number];

const perPage = 100;
const mostPages = 100;

/** Our oldest comment with this first line, or undefined. A pull request of more than 10,000 comments is not searched further. */
export async function findOwnComment(
  call: GithubCall,
  changeRequest: number,
  firstLine: string,
): Promise<Result<FoundComment | undefined>> {
  const candidates: FoundComment[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const found = await readPage(call, changeRequest, page);
    if (!found.ok) return found;
    candidates.push(...found.value.comments.filter((comment) => hasMarker(comment.body, firstLine)));
    if (found.value.last) break;
  }
  if (candidates.length === 0) return ok(undefined);
  const self = await whoAmI(call);
  return self.ok ? ok(candidates.find(({ user }) => isOwn(user, self.value))) : self;
}

async function readPage({ octokit, retrier, owner, repo }: GithubCall, changeRequest: number, page: number) {
  const answer = await retrier.run(() =>
    attemptGithub('the list of comments', 'pull-requests: write', () =>
      octokit.rest.issues.listComments({
        owner,
        repo,
        issue_number: changeRequest,
        per_page: perPage,
        page,
        request: { signal: retrier.signal() },
      }),
    ),
  );
  if (!answer.ok) return answer;
  const parsed = v.safeParse(Comments, answer.value.data);
  if (!parsed.success) return fail('service-failed', 'GitHub answered something else than a list of comments.');
  return ok({ comments: parsed.output, last: !/rel="next"/u.test(answer.value.headers.link ?? '') });
}
