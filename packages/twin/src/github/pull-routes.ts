import { branchTip } from '../git/index.ts';
import { cutPage, type Route } from '../server/index.ts';
import { invalid, notForIntegration } from './answers.ts';
import type { Contract } from './contract.ts';
import { representUser } from './represent.ts';
import type { GithubState, TwinPullRequest } from './state.ts';

interface NewPull {
  readonly title?: string;
  readonly head: string;
  readonly base: string;
  readonly body?: string;
}

export function pullRoutes(state: GithubState, contract: Contract): readonly Route[] {
  const represent = (definition: 'pull-request' | 'pull-request-simple', pull: TwinPullRequest) => ({
    ...contract.sample(definition),
    number: pull.number,
    html_url: `https://github.com/${state.slug}/pull/${pull.number}`,
    title: pull.title,
    body: pull.body,
    state: pull.state,
    user: representUser(pull.user),
    created_at: pull.createdAt,
  });
  return [
    {
      operation: 'GET /repos/{owner}/{repo}/pulls',
      answer: ({ query }) => {
        const [owner] = state.slug.split('/');
        const [wanted, head, base] = [query.get('state') ?? 'open', query.get('head'), query.get('base')];
        const found = state.opened.filter(
          (pull) =>
            (wanted === 'all' || pull.state === wanted) &&
            (head === null || head === `${owner}:${pull.head}`) &&
            (base === null || base === pull.base),
        );
        const { entries } = cutPage(found.toReversed(), query, 30);
        return { status: 200, body: entries.map((pull) => represent('pull-request-simple', pull)) };
      },
    },
    {
      operation: 'POST /repos/{owner}/{repo}/pulls',
      answer: ({ body }) => {
        if (!state.permissions.includes('pull-requests')) return notForIntegration;
        const asked = body as NewPull;
        const same = state.opened.some((pull) => pull.state === 'open' && pull.head === asked.head);
        if (same) return invalid('PullRequest', 'head', `A pull request already exists for ${asked.head}.`);
        const number = Math.max(0, ...state.pullRequests, ...state.opened.map((pull) => pull.number)) + 1;
        const opened: TwinPullRequest = {
          number,
          title: asked.title ?? '',
          body: asked.body ?? '',
          head: asked.head,
          base: asked.base,
          state: 'open',
          ...openedOn(state, asked.base),
          user: state.user,
          createdAt: new Date().toISOString(),
        };
        state.opened.push(opened);
        return { status: 201, body: represent('pull-request', opened) };
      },
    },
  ];
}

function openedOn({ repository }: GithubState, base: string): { openedOn?: string } {
  const tip = repository === undefined ? undefined : branchTip(repository, base);
  return tip === undefined ? {} : { openedOn: tip };
}
