import { ok, type Result } from '@interlock/core/failure';
import type { StickyComment } from '@interlock/core/ports';
import * as v from 'valibot';
import { commentBody, hasMarker, type CommentBody } from '../forge-call/index.ts';
import type { Attempt } from '../forge-call/index.ts';
import { withoutQuickActions } from './quick-actions.ts';
import { ask, attemptGitlab, readAnswer, type GitlabAnswer, type GitlabCall } from './request.ts';

/** Characters that GitLab takes in a note. */
const limit = 1_000_000;
const mostPages = 100;

const User = v.object({ id: v.number() });
const MergeRequest = v.object({ web_url: v.string() });
const Note = v.object({ id: v.number(), body: v.string(), system: v.boolean(), author: v.nullable(User) });
type FoundNote = v.InferOutput<typeof Note>;

/** https://docs.gitlab.com/api/notes/#merge-requests */
export async function publishGitlabNote(call: GitlabCall, comment: StickyComment): Promise<Result<{ url: string }>> {
  const body = commentBody({ ...comment, markdown: withoutQuickActions(comment.markdown) }, limit);
  if (!body.ok) return body;
  const path = `/projects/${call.project}/merge_requests/${comment.changeRequest}`;
  const what = 'the merge request';
  const answer = await ask(call, { method: 'GET', path, what });
  if (!answer.ok) return answer;
  const mergeRequest = readAnswer(MergeRequest, answer.value.json, what);
  if (!mergeRequest.ok) return mergeRequest;
  const written = await call.retrier.run(() => writeOnce(call, `${path}/notes`, body.value));
  if (!written.ok) return written;
  const note = readAnswer(User, written.value.json, 'the note');
  return note.ok ? ok({ url: `${mergeRequest.value.web_url}#note_${note.value.id}` }) : note;
}

/** Searches before each attempt: where an answer was lost, the note may be there already. */
async function writeOnce(
  call: GitlabCall,
  notes: string,
  { firstLine, text }: CommentBody,
): Promise<Attempt<GitlabAnswer>> {
  const found = await findOwnNote(call, notes, firstLine);
  if (!found.ok) return { kind: 'done', result: found };
  const what = 'the note';
  const body = { body: text };
  return found.value === undefined
    ? attemptGitlab(call, { method: 'POST', path: notes, body, what })
    : attemptGitlab(call, { method: 'PUT', path: `${notes}/${found.value.id}`, body, what });
}

/** Our oldest note with this first line, or undefined. */
async function findOwnNote(call: GitlabCall, notes: string, firstLine: string): Promise<Result<FoundNote | undefined>> {
  const candidates: FoundNote[] = [];
  let page: number | undefined = 1;
  for (let count = 0; page !== undefined && count < mostPages; count += 1) {
    const path = `${notes}?per_page=100&order_by=created_at&sort=asc&page=${page}`;
    const answer = await ask(call, { method: 'GET', path, what: 'the list of notes' });
    if (!answer.ok) return answer;
    const list = readAnswer(v.array(Note), answer.value.json, 'the list of notes');
    if (!list.ok) return list;
    candidates.push(...list.value.filter(({ body, system }) => !system && hasMarker(body, firstLine)));
    page = answer.value.nextPage;
  }
  if (candidates.length === 0) return ok(undefined);
  const self = await whoAmI(call);
  return self.ok ? ok(candidates.find(({ author }) => author?.id === self.value)) : self;
}

/** Access tokens of projects and groups have a user of their own, so this answers for every token that can write notes. */
async function whoAmI(call: GitlabCall): Promise<Result<number>> {
  const what = 'the question who owns the token';
  const answer = await ask(call, { method: 'GET', path: '/user', what });
  if (!answer.ok) return answer;
  const user = readAnswer(User, answer.value.json, what);
  return user.ok ? ok(user.value.id) : user;
}
