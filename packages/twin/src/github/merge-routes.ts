import { branchTip, mergeBranches, moveBranch } from '../git/index.ts';
import type { Route, RoutedRequest, TwinResponse } from '../server/index.ts';
import { notFound, notForIntegration, refusal } from './answers.ts';
import type { Contract } from './contract.ts';
import { representUser } from './represent.ts';
import type { GithubState, TwinPullRequest } from './state.ts';

interface MergeBody {
  readonly commit_title?: string;
  readonly commit_message?: string;
  readonly sha?: string;
  readonly merge_method?: 'merge' | 'squash' | 'rebase';
}

/** Pull requests between branches of a real repository; without one there is none of them. */
export function mergeRoutes(state: GithubState, contract: Contract): readonly Route[] {
  const { repository } = state;
  if (repository === undefined) return [];
  const pullOf = ({ parameters }: RoutedRequest) =>
    state.opened.find(({ number }) => String(number) === parameters['pull_number']);
  return [
    {
      operation: 'GET /repos/{owner}/{repo}/pulls/{pull_number}',
      answer: (request) => {
        const pull = pullOf(request);
        return pull === undefined ? notFound : { status: 200, body: represent(state, contract, pull) };
      },
    },
    {
      operation: 'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge',
      answer: (request) => {
        const pull = pullOf(request);
        if (pull === undefined) return notFound;
        if (!state.permissions.includes('contents')) return notForIntegration;
        return merge({ state, repository, pull }, request.body ?? {});
      },
    },
    {
      operation: 'GET /repos/{owner}/{repo}/branches/{branch}',
      answer: ({ parameters }) => {
        const name = parameters['branch'] ?? '';
        const sha = branchTip(repository, name);
        if (sha === undefined) return notFound;
        const sample = contract.sample('branch-with-protection');
        return { status: 200, body: { ...sample, name, commit: { ...contract.sample('commit'), sha } } };
      },
    },
  ];
}

function represent(state: GithubState, contract: Contract, pull: TwinPullRequest): object {
  const [owner = ''] = state.slug.split('/');
  const side = (ref: string, sha: string) => ({
    label: `${owner}:${ref}`,
    ref,
    sha,
    user: representUser(pull.user),
    repo: contract.sample('repository'),
  });
  return {
    ...contract.sample('pull-request'),
    number: pull.number,
    html_url: `https://github.com/${state.slug}/pull/${pull.number}`,
    title: pull.title,
    body: pull.body,
    state: pull.state,
    draft: pull.draft ?? false,
    merged: pull.merged !== undefined,
    merge_commit_sha: pull.merged?.as ?? null,
    user: representUser(pull.user),
    created_at: pull.createdAt,
    head: side(pull.head, headOf(state, pull)),
    base: side(pull.base, pull.openedOn ?? ''),
  };
}

function headOf({ repository }: GithubState, { head, merged }: TwinPullRequest): string {
  return merged?.head ?? (repository === undefined ? undefined : branchTip(repository, head)) ?? '';
}

interface Place {
  readonly state: GithubState;
  readonly repository: string;
  readonly pull: TwinPullRequest;
}

function merge({ pull, repository, state }: Place, asked: MergeBody): TwinResponse {
  const head = headOf(state, pull);
  const base = branchTip(repository, pull.base);
  if (pull.state === 'closed' || base === undefined || pull.draft === true || head === '')
    return refusal(405, 'Pull Request is not mergeable');
  if (asked.sha !== undefined && asked.sha !== head)
    return refusal(409, 'Head branch was modified. Review and try the merge again.');
  const method = asked.merge_method ?? 'merge';
  const title = asked.commit_title ?? `Merge pull request #${pull.number} from ${pull.head}`;
  const message = `${title}\n\n${asked.commit_message ?? pull.title}`;
  const made = mergeBranches({ repository, base, head, method, message });
  if (made === undefined) return refusal(405, 'Pull Request is not mergeable');
  if (!moveBranch(repository, pull.base, { from: base, to: made }))
    return refusal(405, 'Base branch was modified. Review and try the merge again.');
  state.opened[state.opened.indexOf(pull)] = { ...pull, state: 'closed', merged: { as: made, head } };
  return { status: 200, body: { sha: made, merged: true, message: 'Pull Request successfully merged' } };
}
