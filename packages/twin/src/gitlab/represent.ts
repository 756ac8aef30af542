import { branchTip } from '../git/index.ts';
import type { GitlabState, TwinMergeRequest, TwinNote, TwinStatus, TwinUser } from './state.ts';

const site = 'https://gitlab.example';

export function representUser({ id, username }: TwinUser) {
  return {
    id,
    username,
    name: username,
    state: 'active',
    avatar_url: null,
    web_url: `${site}/${username}`,
  };
}

export function representMergeRequest(state: GitlabState, iid: number) {
  const opened = state.opened.find((one) => one.iid === iid);
  return {
    id: 500_000 + iid,
    iid,
    project_id: state.projectId,
    state: opened?.merged === undefined ? 'opened' : 'merged',
    web_url: `${site}/${state.projectPath}/-/merge_requests/${iid}`,
    ...(opened === undefined ? {} : details(state, opened)),
  };
}

function details({ projectId, repository, user }: GitlabState, opened: TwinMergeRequest) {
  const { merged, sourceBranch, targetBranch, title } = opened;
  const tip = repository === undefined ? undefined : branchTip(repository, sourceBranch);
  return {
    title,
    draft: title.startsWith('Draft:'),
    author: representUser(user),
    source_branch: sourceBranch,
    target_branch: targetBranch,
    source_project_id: projectId,
    target_project_id: projectId,
    sha: merged?.head ?? tip ?? null,
    merge_commit_sha: merged === undefined || merged.squashed ? null : merged.as,
    squash_commit_sha: merged?.squashed === true ? merged.as : null,
  };
}

/** https://docs.gitlab.com/api/notes/#merge-requests */
export function representNote(state: GitlabState, note: TwinNote) {
  return {
    id: note.id,
    type: null,
    body: note.body,
    attachment: null,
    author: representUser(note.author),
    created_at: note.createdAt,
    updated_at: note.updatedAt,
    system: note.system,
    noteable_id: 500_000 + note.mergeRequest,
    noteable_type: 'MergeRequest',
    noteable_iid: note.mergeRequest,
    project_id: state.projectId,
    resolvable: false,
    confidential: false,
    internal: false,
  };
}

/** https://docs.gitlab.com/api/commits/#set-commit-pipeline-status */
export function representStatus(state: GitlabState, status: TwinStatus) {
  return {
    id: status.id,
    sha: status.commit,
    ref: 'main',
    status: status.status,
    name: status.name,
    target_url: status.targetUrl,
    description: status.description,
    created_at: status.createdAt,
    started_at: null,
    finished_at: status.createdAt,
    allow_failure: false,
    coverage: null,
    author: representUser(state.user),
  };
}
