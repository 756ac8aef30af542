import { getOctokit } from '@actions/github';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { Forge } from '@interlock/core/ports';
import type { GithubCall } from './call.ts';
import { checkAccess } from '../forge-call/index.ts';
import { hideToken } from '../forge-call/index.ts';
import { mergeGithubRequest } from './merge-request.ts';
import { openGithubRequest } from './open-request.ts';
import { publishGithubComment } from './publish-comment.ts';
import { publishGithubStatus } from './publish-status.ts';
import { readGithubRequest } from './read-request.ts';
import { readGithubStatuses } from './read-statuses.ts';
import { createRetrier, usualPatience, type Patience } from '../forge-call/index.ts';

export interface GithubForgeOptions {
  readonly token: string;
  /** For example `https://api.github.com`. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly slug: string;
  /** Author of our comments under an installation token; that of another app than GitHub Actions is `<its slug>[bot]`. */
  readonly botLogin?: string;
  readonly patience?: Patience;
}

/**
 * Commit statuses (`statuses: write`), one sticky comment per marker (`pull-requests: write`) and pull requests on
 * GitHub; to merge one takes `contents: write`. Troubles that may pass are tried again for 60 s in all.
 */
export function createGithubForge(options: GithubForgeOptions): Forge {
  const start = (): Result<GithubCall> => {
    const access = checkAccess('GitHub', options.token, options.apiUrl);
    if (!access.ok) return access;
    const [owner, repo, ...rest] = options.slug.split('/');
    if (!owner || !repo || rest.length > 0) return fail('usage', 'The repository must be named as owner/name.');
    const octokit = getOctokit(options.token, { baseUrl: options.apiUrl.replace(/\/+$/u, '') });
    const retrier = createRetrier('GitHub', options.patience ?? usualPatience);
    return ok({ octokit, retrier, owner, repo, botLogin: options.botLogin ?? 'github-actions[bot]' });
  };
  const within = async <T>(publish: (call: GithubCall) => Promise<Result<T>>): Promise<Result<T>> => {
    const call = start();
    return call.ok ? hideToken(await publish(call.value), options.token) : call;
  };
  return {
    publishStatus: (status) => within((call) => publishGithubStatus(call, status)),
    publishComment: (comment) => within((call) => publishGithubComment(call, comment)),
    openRequest: (request) => within((call) => openGithubRequest(call, request)),
    readRequest: (number) => within((call) => readGithubRequest(call, number)),
    readStatuses: (commit) => within((call) => readGithubStatuses(call, commit)),
    mergeRequest: (merge) => within((call) => mergeGithubRequest(call, merge)),
  };
}
