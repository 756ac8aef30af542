import { expect, it } from '@jest/globals';
import { ok } from '@interlock/core/failure';
import { readGithubRunContext } from './index.ts';

const base = 'a'.repeat(40);
const head = 'b'.repeat(40);
const read = (event: string, content: unknown) =>
  readGithubRunContext({ GITHUB_EVENT_NAME: event, GITHUB_EVENT_PATH: 'event.json' }, () =>
    Promise.resolve(ok(new TextEncoder().encode(JSON.stringify(content)))),
  );

it('takes the change request from a pull request and from a merge group', async () => {
  const changeRequest = { number: 12, base, head, baseBranch: 'main' };
  const pull = { number: 12, base: { sha: base, ref: 'main' }, head: { sha: head, ref: 'agent/fix' } };
  expect(await read('pull_request_target', { pull_request: pull })).toMatchObject({
    value: { changeRequest: { ...changeRequest, branch: 'agent/fix' } },
  });
  const head_ref = `refs/heads/gh-readonly-queue/main/pr-12-${base}`;
  const group = { head_sha: head, base_sha: base, base_ref: 'refs/heads/main', head_ref };
  const grouped = await read('merge_group', { merge_group: group });
  expect(grouped.ok && grouped.value.changeRequest).toEqual(changeRequest);
});

it('fails where the event of a pull request is not one, and needs none for a push', async () => {
  expect(await read('pull_request', {})).toMatchObject({ ok: false, error: { kind: 'malformed-file' } });
  expect(await read('push', 1)).toStrictEqual({ ok: true, value: { kind: 'github', ci: true, event: 'push' } });
});
