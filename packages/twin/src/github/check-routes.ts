import { cutPage, type Route, type RoutedRequest, type TwinResponse } from '../server/index.ts';
import { linkTo } from './link.ts';
import type { Contract } from './contract.ts';
import { representStatus } from './represent.ts';
import type { GithubState } from './state.ts';

/** What is said about a commit: the latest status of each context, and the check runs of its jobs. */
export function checkRoutes(state: GithubState, contract: Contract): readonly Route[] {
  return [
    {
      operation: 'GET /repos/{owner}/{repo}/commits/{ref}/status',
      answer: (request) => {
        const commit = request.parameters['ref'] ?? '';
        const latest = new Map(
          state.statuses.filter((status) => status.commit === commit).map((status) => [status.context, status]),
        );
        const body = (entries: readonly unknown[]) => ({
          ...contract.sample('combined-commit-status'),
          sha: commit,
          total_count: latest.size,
          statuses: entries,
        });
        const statuses = [...latest.values()].map((status) => representStatus(state.slug, state.user, status));
        return paged(request, statuses, body);
      },
    },
    {
      operation: 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
      answer: (request) => {
        const commit = request.parameters['ref'] ?? '';
        const runs = state.checkRuns
          .filter((run) => run.commit === commit)
          .map(({ conclusion, name, status }) => ({
            ...contract.sample('check-run'),
            name,
            head_sha: commit,
            status,
            conclusion,
            details_url: `https://github.com/${state.slug}/runs/1`,
          }));
        return paged(request, runs, (entries) => ({ total_count: runs.length, check_runs: entries }));
      },
    },
  ];
}

function paged(
  { path, query }: RoutedRequest,
  all: readonly unknown[],
  body: (entries: readonly unknown[]) => object,
): TwinResponse {
  const { entries, next } = cutPage(all, query, 30);
  const headers = next === undefined ? {} : { headers: linkTo(path, query, next) };
  return { status: 200, body: body(entries), ...headers };
}
