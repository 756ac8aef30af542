import type { ChangeRequest, RunContext } from '@interlock/core/ports';

/** What GitLab says about this job: the predefined `CI_*` variables. */
export function readGitlabRunContext(environment: Readonly<Record<string, string | undefined>>): RunContext {
  const get = (name: string) => environment[name] || undefined;
  const slug = get('CI_PROJECT_PATH');
  const apiUrl = get('CI_API_V4_URL');
  const commit = get('CI_COMMIT_SHA');
  const ref = get('CI_COMMIT_REF_NAME');
  const runUrl = get('CI_JOB_URL');
  const pipelineUrl = get('CI_PIPELINE_URL');
  const path = get('CI_CONFIG_PATH');
  const event = get('CI_PIPELINE_SOURCE');
  const changeRequest = changeOf(get);
  return {
    kind: 'gitlab',
    ci: true,
    ...(slug && apiUrl
      ? { repository: { slug, server: get('CI_SERVER_URL') ?? '', apiUrl, id: get('CI_PROJECT_ID') ?? '' } }
      : {}),
    ...(commit ? { commit } : {}),
    ...(ref ? { ref } : {}),
    ...(changeRequest ? { changeRequest } : {}),
    ...(runUrl ? { runUrl } : {}),
    ...(pipelineUrl ? { pipelineUrl } : {}),
    ...(path ? { workflow: { path, ref: ref ?? '' } } : {}),
    ...(event ? { event } : {}),
  };
}

/** In a merged-results pipeline CI_COMMIT_SHA is the merge, so that the source branch's commit is taken where it is set. */
function changeOf(get: (name: string) => string | undefined): ChangeRequest | undefined {
  const number = get('CI_MERGE_REQUEST_IID');
  const base = get('CI_MERGE_REQUEST_TARGET_BRANCH_SHA') ?? get('CI_MERGE_REQUEST_DIFF_BASE_SHA');
  const head = get('CI_MERGE_REQUEST_SOURCE_BRANCH_SHA') ?? get('CI_COMMIT_SHA');
  const baseBranch = get('CI_MERGE_REQUEST_TARGET_BRANCH_NAME');
  const branch = get('CI_MERGE_REQUEST_SOURCE_BRANCH_NAME');
  if (!number || !/^\d+$/u.test(number) || !base || !head || !baseBranch) return undefined;
  return { number: Number(number), base, head, baseBranch, ...(branch ? { branch } : {}) };
}
