import {
  findRoute,
  startServer,
  type Route,
  type TwinRequest,
  type TwinResponse,
  type TwinServer,
} from '../server/index.ts';
import { badCredentials, notFound, refusal } from './answers.ts';
import { checkRoutes } from './check-routes.ts';
import { commentRoutes } from './comment-routes.ts';
import { mergeRoutes } from './merge-routes.ts';
import { pullRoutes } from './pull-routes.ts';
import { readContract, type Contract } from './contract.ts';
import {
  addComment,
  createState,
  type GithubState,
  type GithubTwinOptions,
  type TwinCheckRun,
  type TwinComment,
  type TwinPullRequest,
  type TwinStatus,
  type TwinUser,
} from './state.ts';
import { statusRoutes } from './status-routes.ts';

export interface GithubTwin extends TwinServer {
  /** Oldest first; the last of a context counts. */
  readonly statuses: readonly TwinStatus[];
  readonly comments: readonly TwinComment[];
  /** Pull requests that were opened, oldest first. */
  readonly opened: readonly TwinPullRequest[];
  /** Where a request, or an answer of the twin, was not as GitHub describes it. A test expects none. */
  readonly violations: readonly string[];
  addComment(pullRequest: number, user: TwinUser, body: string): TwinComment;
  addCheckRun(run: TwinCheckRun): void;
}

/** A GitHub API server on 127.0.0.1 that keeps statuses and comments in memory. */
export async function startGithubTwin(options: GithubTwinOptions): Promise<GithubTwin> {
  const state = createState(options);
  const contract = readContract();
  const violations: string[] = [];
  const routes = [
    ...statusRoutes(state),
    ...commentRoutes(state),
    ...pullRoutes(state, contract),
    ...mergeRoutes(state, contract),
    ...checkRoutes(state, contract),
  ];
  const server = await startServer('', (request) => answer(state, routes, contract, violations, request));
  return {
    ...server,
    statuses: state.statuses,
    comments: state.comments,
    opened: state.opened,
    violations,
    addComment: (pullRequest, user, body) => addComment(state, pullRequest, user, body),
    addCheckRun: (run) => {
      state.checkRuns.push(run);
    },
  };
}

function answer(
  state: GithubState,
  routes: readonly Route[],
  contract: Contract,
  violations: string[],
  request: TwinRequest,
): TwinResponse {
  const found = findRoute(routes, request);
  if (found === undefined) {
    violations.push(`${request.method} ${request.path}: the twin has no such route`);
    return notFound;
  }
  const { operation } = found.route;
  const wrong = contract.requestErrors(operation, found.request);
  violations.push(...wrong);
  const response = wrong.length > 0 ? refusal(400, wrong.join('; ')) : permitted(state, found);
  violations.push(...contract.responseErrors(operation, response));
  return response;
}

function permitted(state: GithubState, { route, request }: NonNullable<ReturnType<typeof findRoute>>): TwinResponse {
  const given = /^(?:token|bearer) (.+)$/iu.exec(String(request.headers['authorization'] ?? ''))?.[1];
  if (given !== state.token) return badCredentials;
  const { owner, repo } = request.parameters;
  return owner === undefined || `${owner}/${repo}` === state.slug ? route.answer(request) : notFound;
}
