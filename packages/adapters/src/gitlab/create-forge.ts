import type { Result } from '@interlock/core/failure';
import type { Forge } from '@interlock/core/ports';
import { checkAccess } from '../forge-call/index.ts';
import { hideToken } from '../forge-call/index.ts';
import { createRetrier, usualPatience, type Patience } from '../forge-call/index.ts';
import { mergeGitlabRequest } from './merge-request.ts';
import { openGitlabRequest } from './open-request.ts';
import { publishGitlabNote } from './publish-note.ts';
import { publishGitlabStatus } from './publish-status.ts';
import { readGitlabRequest } from './read-request.ts';
import { readGitlabStatuses } from './read-statuses.ts';
import type { GitlabCall } from './request.ts';

export interface GitlabForgeOptions {
  /** A project access token with the scope `api`; CI_JOB_TOKEN may neither post statuses nor notes. */
  readonly token: string;
  /** CI_API_V4_URL, for example `https://gitlab.com/api/v4`. */
  readonly apiUrl: string;
  /** CI_PROJECT_ID, or the path `group/name`. */
  readonly projectId: string | number;
  readonly patience?: Patience;
}

/** Commit statuses, one sticky note per marker and merge requests on GitLab. Troubles that may pass are tried again for 60 s in all. */
export function createGitlabForge(options: GitlabForgeOptions): Forge {
  const within = async <T>(publish: (call: GitlabCall) => Promise<Result<T>>): Promise<Result<T>> => {
    const access = checkAccess('GitLab', options.token, options.apiUrl);
    if (!access.ok) return access;
    const call = {
      token: options.token,
      apiUrl: options.apiUrl.replace(/\/+$/u, ''),
      project: encodeURIComponent(options.projectId),
      retrier: createRetrier('GitLab', options.patience ?? usualPatience),
    };
    return hideToken(await publish(call), options.token);
  };
  return {
    publishStatus: (status) => within((call) => publishGitlabStatus(call, status)),
    publishComment: (comment) => within((call) => publishGitlabNote(call, comment)),
    openRequest: (request) => within((call) => openGitlabRequest(call, request)),
    readRequest: (number) => within((call) => readGitlabRequest(call, number)),
    readStatuses: (commit) => within((call) => readGitlabStatuses(call, commit)),
    mergeRequest: (merge) => within((call) => mergeGitlabRequest(call, merge)),
  };
}
