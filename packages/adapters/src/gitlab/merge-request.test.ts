import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { startGitlabTwin, type GitlabTwin } from '@interlock/twin/gitlab';
import { forgeFixture } from '../local/forge-fixture.ts';
import { openRequest, refusedWith, tryMerge } from '../local/try-merge-fixture.ts';
import { createGitlabForge } from './index.ts';

// many git processes, on a machine that does other things too
jest.setTimeout(60_000);

const token = 'glpat-secretOfThisTest';
const patience = { totalMilliseconds: 20_000, firstWaitMilliseconds: 10, requestMilliseconds: 5000 };
const open: { readonly twin: GitlabTwin; readonly fixture: ReturnType<typeof forgeFixture> }[] = [];
afterEach(async () => {
  for (const { fixture, twin } of open.splice(0)) {
    await twin.close();
    fixture.remove();
  }
});

/** One open merge request, number 1, from `agent/c` to `main`. */
async function setUp(title = 'Add c') {
  const fixture = forgeFixture();
  const head = fixture.push('agent/c', [['c', '1\n']]);
  const twin = await startGitlabTwin({
    projectId: 42,
    projectPath: 'group/project',
    token,
    user: { id: 30, username: 'agent' },
    tokenKind: 'project',
    commits: [head],
    mergeRequests: [],
    repository: fixture.bare,
  });
  open.push({ twin, fixture });
  const forge = createGitlabForge({ token, apiUrl: twin.url, projectId: 42, patience });
  await forge.openRequest({ branch: 'agent/c', base: 'main', title, markdown: '' });
  return { twin, forge, fixture, head };
}

describe('a merge request', () => {
  it('is read with the tips of the moment', async () => {
    const { fixture, forge, head } = await setUp();
    expect(await forge.readRequest(1)).toEqual({
      ok: true,
      value: {
        ...openRequest,
        head,
        base: fixture.base,
        url: 'https://gitlab.example/group/project/-/merge_requests/1',
      },
    });
    expect(await forge.readRequest(2)).toMatchObject({ ok: false, error: { kind: 'service-failed' } });
  });

  it.each(['merge', 'squash'] as const)('is merged once: %s', async (method) => {
    const { fixture, forge, head, twin } = await setUp();
    twin.disturb({ method: 'PUT', effect: { kind: 'drop-response' } });
    const merged = await forge.mergeRequest(fixture.merge(1, head, method));
    expect(merged).toEqual({ ok: true, value: { commit: fixture.tip('main') } });
    expect(await forge.mergeRequest(fixture.merge(1, head, method))).toEqual(merged);
    expect(twin.requests.filter((one) => one.method === 'PUT')).toHaveLength(1);
    expect(fixture.inForge('log', '-1', '--format=%B', 'main')).toBe('Merge request 1\n\nWhy it is good.\n');
    const state = { state: 'merged', head, mergedAs: fixture.tip('main') };
    expect(await forge.readRequest(1)).toMatchObject({ ok: true, value: state });
  });

  it.each([
    ['another head', 'was expected'],
    ['a head that moves meanwhile', '(409): SHA does not match'],
    ['a conflict', '(422): Branch cannot be merged'],
    ['a draft', '(405)'],
  ])('is not merged: %s', async (what, words) => {
    const scene = await setUp(what === 'a draft' ? 'Draft: c' : 'Add c');
    const response = { status: 409, body: { message: 'SHA does not match HEAD of source branch' } };
    const refuseMerge = () => scene.twin.disturb({ method: 'PUT', effect: { kind: 'answer', response } });
    expect(await tryMerge({ ...scene, refuseMerge }, what)).toMatchObject(refusedWith(words));
  });

  it('is not rebased, which GitLab does not do in one step', async () => {
    const { fixture, forge, head } = await setUp();
    expect(await forge.mergeRequest(fixture.merge(1, head, 'rebase'))).toMatchObject({
      ok: false,
      error: { kind: 'usage' },
    });
  });
});

it('reads the latest status of each name, of all pages', async () => {
  const { forge, head } = await setUp();
  const set = (context: string, state: 'pending' | 'success' | 'failure') =>
    forge.publishStatus({ commit: head, context, state, description: state });
  await set('interlock/verdict', 'failure');
  for (let count = 0; count < 101; count += 1) await set(`c${count}`, 'pending');
  await set('interlock/verdict', 'success');
  const read = await forge.readStatuses(head);
  const states = read.ok ? read.value.map(({ context, state }) => `${context} ${state}`) : [];
  expect(states).toHaveLength(102);
  expect(states).toContain('interlock/verdict success');
  expect(states).toContain('c100 pending');
  expect(await forge.readStatuses('main')).toMatchObject({ ok: false, error: { kind: 'usage' } });
});
