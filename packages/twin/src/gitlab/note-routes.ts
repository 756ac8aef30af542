import { cutPage, type Route, type RoutedRequest, type TwinResponse } from '../server/index.ts';
import { forbidden, notFound, quickActionsIn, refusal, textsOf } from './answers.ts';
import { representMergeRequest, representNote } from './represent.ts';
import { addNote, type GitlabState } from './state.ts';

const mergeRequestPath = '/projects/{id}/merge_requests/{iid}';

export function noteRoutes(state: GitlabState): readonly Route[] {
  const on =
    (answer: (mergeRequest: number, request: RoutedRequest) => TwinResponse) =>
    (request: RoutedRequest): TwinResponse => {
      const iid = Number(request.parameters['iid']);
      return isKnown(state, iid) ? answer(iid, request) : notFound('Merge Request');
    };
  return [
    {
      operation: `GET ${mergeRequestPath}`,
      answer: on((iid) => ({ status: 200, body: representMergeRequest(state, iid) })),
    },
    { operation: `GET ${mergeRequestPath}/notes`, answer: on((iid, { query }) => listNotes(state, iid, query)) },
    {
      operation: `POST ${mergeRequestPath}/notes`,
      answer: on((mergeRequest, { body }) =>
        withText(state, body, (text) => {
          const note = addNote(state, { mergeRequest, author: state.user, body: text, system: false });
          return { status: 201, body: representNote(state, note) };
        }),
      ),
    },
    {
      operation: `PUT ${mergeRequestPath}/notes/{note_id}`,
      answer: on((_, { parameters, body }) => editNote(state, parameters['note_id'] ?? '', body)),
    },
  ];
}

function isKnown({ mergeRequests, opened }: GitlabState, iid: number): boolean {
  return mergeRequests.includes(iid) || opened.some((one) => one.iid === iid);
}

/** Newest first unless `sort=asc`, 20 to a page unless told. */
function listNotes(state: GitlabState, iid: number, query: URLSearchParams): TwinResponse {
  const notes = state.notes.filter(({ mergeRequest }) => mergeRequest === iid);
  const { entries, next } = cutPage(query.get('sort') === 'asc' ? notes : notes.toReversed(), query, 20);
  const headers = { 'X-Next-Page': next === undefined ? '' : String(next) };
  return { status: 200, headers, body: entries.map((note) => representNote(state, note)) };
}

/** GitLab lets maintainers edit the notes of others; so does the twin, to show where somebody does. */
function editNote(state: GitlabState, id: string, body: unknown): TwinResponse {
  const index = state.notes.findIndex((note) => String(note.id) === id);
  const note = state.notes[index];
  if (note === undefined) return notFound('Note');
  return withText(state, body, (text) => {
    const edited = { ...note, body: text, updatedAt: new Date().toISOString() };
    state.notes[index] = edited;
    return { status: 200, body: representNote(state, edited) };
  });
}

function withText(state: GitlabState, body: unknown, write: (text: string) => TwinResponse): TwinResponse {
  if (state.tokenKind === 'job') return forbidden;
  const text = textsOf(body)['body'];
  if (text === undefined || text.trim() === '') return refusal(400, "400 Bad request - Note can't be blank");
  state.quickActions.push(...quickActionsIn(text));
  return write(text);
}
