import type { getOctokit } from '@actions/github';
import type { Retrier } from '../forge-call/index.ts';

/** What the requests of one call to a forge port share. */
export interface GithubCall {
  readonly octokit: ReturnType<typeof getOctokit>;
  readonly retrier: Retrier;
  readonly owner: string;
  readonly repo: string;
  /** Author of our comments where GitHub does not say who we are. */
  readonly botLogin: string;
}
