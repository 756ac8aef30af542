import { fail, ok, type Result } from '@interlock/core/failure';
import type { ChangeRequest, ReadFile, RunContext } from '@interlock/core/ports';
import * as v from 'valibot';

const commit = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/u));
const pullRequest = v.object({
  number: v.pipe(v.number(), v.integer()),
  base: v.object({ sha: commit, ref: v.string() }),
  head: v.object({ sha: commit, ref: v.string() }),
});
const mergeGroup = v.object({ head_sha: commit, base_sha: commit, base_ref: v.string(), head_ref: v.string() });
const eventSchema = v.object({ pull_request: v.optional(pullRequest), merge_group: v.optional(mergeGroup) });

/**
 * What the runner says about this run: `GITHUB_*` and the event file. Fails with `malformed-file`, or as ReadFile does,
 * where a change request's event cannot be read.
 */
export async function readGithubRunContext(
  environment: Readonly<Record<string, string | undefined>>,
  readEventFile: ReadFile,
): Promise<Result<RunContext>> {
  const event = environment['GITHUB_EVENT_NAME'];
  const change = await readChange(environment['GITHUB_EVENT_PATH'], event, readEventFile);
  if (!change.ok) return change;
  const slug = environment['GITHUB_REPOSITORY'];
  const server = environment['GITHUB_SERVER_URL'] ?? 'https://github.com';
  const run = environment['GITHUB_RUN_ID'];
  const apiUrl = environment['GITHUB_API_URL'] ?? 'https://api.github.com';
  const sha = environment['GITHUB_SHA'];
  const ref = environment['GITHUB_REF'];
  // owner/name/.github/workflows/x.yml@refs/heads/main
  const workflow = /^[^/]+\/[^/]+\/([^@]+)@(.+)$/u.exec(environment['GITHUB_WORKFLOW_REF'] ?? '');
  const runner = environment['RUNNER_ENVIRONMENT'];
  return ok({
    kind: 'github',
    ci: true,
    ...(slug ? { repository: { slug, server, apiUrl, id: environment['GITHUB_REPOSITORY_ID'] ?? '' } } : {}),
    ...(sha ? { commit: sha } : {}),
    ...(ref ? { ref } : {}),
    ...(change.value ? { changeRequest: change.value } : {}),
    ...(slug && run ? { runUrl: `${server}/${slug}/actions/runs/${run}` } : {}),
    ...(workflow?.[1] && workflow[2] ? { workflow: { path: workflow[1], ref: workflow[2] } } : {}),
    ...(event ? { event } : {}),
    ...(runner ? { runnerEnvironment: runner } : {}),
  });
}

async function readChange(
  path: string | undefined,
  event: string | undefined,
  readEventFile: ReadFile,
): Promise<Result<ChangeRequest | undefined>> {
  if (event !== 'merge_group' && !event?.startsWith('pull_request')) return ok(undefined);
  const content = await readEventFile(path ?? '');
  if (!content.ok) return content;
  const parsed = v.safeParse(eventSchema, parseJson(content.value));
  const found = parsed.success ? changeOf(parsed.output) : undefined;
  if (found !== undefined) return ok(found);
  return fail('malformed-file', `The event file is not a ${event} event with its change request.`, {
    file: path ?? '',
  });
}

function changeOf(event: v.InferOutput<typeof eventSchema>): ChangeRequest | undefined {
  const { pull_request: pull, merge_group: group } = event;
  if (pull) {
    const { base, head, number } = pull;
    return { number, base: base.sha, head: head.sha, baseBranch: base.ref, branch: head.ref };
  }
  // refs/heads/gh-readonly-queue/main/pr-12-<base commit>, named by GitHub
  const number = /\/pr-(\d+)-[0-9a-f]+$/u.exec(group?.head_ref ?? '')?.[1];
  if (!group || number === undefined) return undefined;
  const baseBranch = group.base_ref.replace(/^refs\/heads\//u, '');
  return { number: Number(number), base: group.base_sha, head: group.head_sha, baseBranch };
}

function parseJson(content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(content));
  } catch {
    return undefined;
  }
}
