import { cutPage, type Route, type RoutedRequest, type TwinResponse } from '../server/index.ts';
import { forbidden, notFound, refusal, textsOf } from './answers.ts';
import { representStatus, representUser } from './represent.ts';
import type { GitlabState, TwinStatus } from './state.ts';

const states: ReadonlySet<string> = new Set(['pending', 'running', 'success', 'failed', 'canceled', 'skipped']);

export function statusRoutes(state: GitlabState): readonly Route[] {
  return [
    {
      operation: 'GET /user',
      answer: () => (state.tokenKind === 'job' ? forbidden : { status: 200, body: representUser(state.user) }),
    },
    {
      operation: 'GET /projects/{id}/repository/commits/{sha}/statuses',
      answer: ({ parameters, query }) => {
        const commit = parameters['sha'] ?? '';
        if (!state.commits.includes(commit)) return notFound('Commit');
        const latest = new Map(state.statuses.filter((one) => one.commit === commit).map((one) => [one.name, one]));
        const { entries, next } = cutPage([...latest.values()], query, 20);
        const headers = { 'X-Next-Page': next === undefined ? '' : String(next) };
        return { status: 200, headers, body: entries.map((one) => representStatus(state, one)) };
      },
    },
    { operation: 'POST /projects/{id}/statuses/{sha}', answer: (request) => setStatus(state, request) },
  ];
}

function setStatus(state: GitlabState, { parameters, body }: RoutedRequest): TwinResponse {
  if (state.tokenKind === 'job') return forbidden;
  const commit = parameters['sha'] ?? '';
  if (!state.commits.includes(commit)) return notFound('Commit');
  const asked = textsOf(body);
  const status = asked['state'] ?? '';
  if (!states.has(status)) return { status: 400, body: { error: 'state does not have a valid value' } };
  const name = asked['name'] ?? asked['context'] ?? 'default';
  const open = state.statuses.findIndex(
    (known) => known.commit === commit && known.name === name && isOpen(known.status),
  );
  const previous = state.statuses[open]?.status;
  if (status === 'pending' && previous !== undefined) {
    const reason = 'Status cannot transition via "enqueue"';
    return refusal(400, `Cannot transition status via :enqueue from :${previous} (Reason(s): ${reason})`);
  }
  const made: TwinStatus = {
    id: state.statuses[open]?.id ?? state.nextId(),
    commit,
    status,
    name,
    description: asked['description'] ?? null,
    targetUrl: asked['target_url'] ?? null,
    createdAt: new Date().toISOString(),
  };
  if (open === -1) state.statuses.push(made);
  else state.statuses[open] = made;
  return { status: 201, body: representStatus(state, made) };
}

/** A finished status stays; the next one of its name is a new one. */
function isOpen(status: string): boolean {
  return status === 'pending' || status === 'running';
}
