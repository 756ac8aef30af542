import type { Route } from '../server/index.ts';
import { invalid, notForIntegration } from './answers.ts';
import { representOwnUser, representStatus } from './represent.ts';
import type { GithubState, TwinStatus } from './state.ts';

interface StatusBody {
  readonly state: string;
  readonly description?: string | null;
  readonly target_url?: string | null;
  readonly context?: string;
}

export function statusRoutes(state: GithubState): readonly Route[] {
  return [
    {
      operation: 'GET /user',
      answer: () =>
        state.user.type === 'Bot' ? notForIntegration : { status: 200, body: representOwnUser(state.user) },
    },
    {
      operation: 'POST /repos/{owner}/{repo}/statuses/{sha}',
      answer: ({ parameters, body }) => {
        if (!state.permissions.includes('statuses')) return notForIntegration;
        const commit = parameters['sha'] ?? '';
        if (!state.commits.includes(commit)) return invalid('Status', 'sha', `No commit found for SHA: ${commit}`);
        const asked = body as StatusBody;
        if ([...(asked.description ?? '')].length > 140) {
          return invalid('Status', 'description', 'description is too long (maximum is 140 characters)');
        }
        const status = newStatus(state, commit, asked);
        state.statuses.push(status);
        return { status: 201, body: representStatus(state.slug, state.user, status) };
      },
    },
  ];
}

function newStatus(state: GithubState, commit: string, asked: StatusBody): TwinStatus {
  return {
    id: state.nextId(),
    commit,
    state: asked.state,
    description: asked.description ?? null,
    targetUrl: asked.target_url ?? null,
    context: asked.context ?? 'default',
    createdAt: new Date().toISOString(),
  };
}
