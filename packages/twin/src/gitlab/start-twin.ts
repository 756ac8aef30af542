import {
  findRoute,
  startServer,
  type Route,
  type TwinRequest,
  type TwinResponse,
  type TwinServer,
} from '../server/index.ts';
import { notFound, unauthorized } from './answers.ts';
import { mergeRequestRoutes } from './merge-request-routes.ts';
import { mergeRoutes } from './merge-routes.ts';
import { noteRoutes } from './note-routes.ts';
import {
  addNote,
  createState,
  type GitlabState,
  type GitlabTwinOptions,
  type TwinMergeRequest,
  type TwinNote,
  type TwinStatus,
} from './state.ts';
import { statusRoutes } from './status-routes.ts';

export interface GitlabTwin extends TwinServer {
  readonly statuses: readonly TwinStatus[];
  /** Oldest first. */
  readonly notes: readonly TwinNote[];
  /** Merge requests that were opened, oldest first. */
  readonly opened: readonly TwinMergeRequest[];
  /** Quick actions that notes have set off, for example `/approve`. */
  readonly quickActions: readonly string[];
  addNote(note: Pick<TwinNote, 'mergeRequest' | 'author' | 'body' | 'system'>): TwinNote;
}

/** A GitLab API server on 127.0.0.1 that keeps statuses and notes in memory. Its address ends in /api/v4. */
export async function startGitlabTwin(options: GitlabTwinOptions): Promise<GitlabTwin> {
  const state = createState(options);
  const routes = [...statusRoutes(state), ...noteRoutes(state), ...mergeRequestRoutes(state), ...mergeRoutes(state)];
  const server = await startServer('/api/v4', (request) => answer(state, routes, request));
  return {
    ...server,
    statuses: state.statuses,
    notes: state.notes,
    opened: state.opened,
    quickActions: state.quickActions,
    addNote: (note) => addNote(state, note),
  };
}

function answer(state: GitlabState, routes: readonly Route[], request: TwinRequest): TwinResponse {
  const found = findRoute(routes, request);
  if (found === undefined) return { status: 404, body: { error: '404 Not Found' } };
  if (request.headers['private-token'] !== state.token) return unauthorized;
  const { id } = found.request.parameters;
  const known = id === undefined || id === String(state.projectId) || id === state.projectPath;
  return known ? found.route.answer(found.request) : notFound('Project');
}
