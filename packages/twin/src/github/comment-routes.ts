import { cutPage, type Route, type TwinResponse } from '../server/index.ts';
import { invalid, notFound, notForIntegration } from './answers.ts';
import { linkTo } from './link.ts';
import { representComment } from './represent.ts';
import { addComment, type GithubState } from './state.ts';

const longest = 65_536;

export function commentRoutes(state: GithubState): readonly Route[] {
  return [
    {
      operation: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
      answer: ({ parameters, query, path }) => {
        const issue = Number(parameters['issue_number']);
        if (!state.pullRequests.includes(issue)) return notFound;
        const { entries, next } = cutPage(
          state.comments.filter((comment) => comment.issue === issue),
          query,
          30,
        );
        const body = entries.map((comment) => representComment(state.slug, comment));
        return next === undefined ? { status: 200, body } : { status: 200, body, headers: linkTo(path, query, next) };
      },
    },
    {
      operation: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
      answer: ({ parameters, body }) => {
        const issue = Number(parameters['issue_number']);
        if (!state.pullRequests.includes(issue)) return notFound;
        return withBody(state, body, (text) => ({
          status: 201,
          body: representComment(state.slug, addComment(state, issue, state.user, text)),
        }));
      },
    },
    {
      operation: 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
      // As on GitHub, whoever may write to pull requests may also edit the comments of others.
      answer: ({ parameters, body }) => {
        const index = state.comments.findIndex(({ id }) => String(id) === parameters['comment_id']);
        const comment = state.comments[index];
        if (comment === undefined) return notFound;
        return withBody(state, body, (text) => {
          const edited = { ...comment, body: text, updatedAt: new Date().toISOString() };
          state.comments[index] = edited;
          return { status: 200, body: representComment(state.slug, edited) };
        });
      },
    },
  ];
}

/** The contract has checked that there is a text. */
function withBody(state: GithubState, body: unknown, write: (text: string) => TwinResponse): TwinResponse {
  if (!state.permissions.includes('pull-requests')) return notForIntegration;
  const text = (body as { readonly body: string }).body;
  if (text.trim() === '') return invalid('IssueComment', 'body', 'body cannot be blank');
  if (text.length > longest) return invalid('IssueComment', 'body', 'body is too long (maximum is 65536 characters)');
  return write(text);
}
