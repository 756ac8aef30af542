import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { startGithubTwin, type GithubTwin, type GithubTwinOptions } from '@interlock/twin/github';
import { forgeFixture } from '../local/forge-fixture.ts';
import { openRequest, refusedWith, tryMerge } from '../local/try-merge-fixture.ts';
import { createGithubForge } from './index.ts';

// many git processes, on a machine that does other things too
jest.setTimeout(60_000);

const token = 'ghs_secretOfThisTest';
const patience = { totalMilliseconds: 20_000, firstWaitMilliseconds: 10, requestMilliseconds: 5000 };
const open: { readonly twin: GithubTwin; readonly fixture: ReturnType<typeof forgeFixture> }[] = [];
afterEach(async () => {
  for (const { fixture, twin } of open.splice(0)) {
    await twin.close();
    fixture.remove();
    if (twin.violations.length > 0) throw new Error(`Not as GitHub describes it: ${twin.violations.join('; ')}`);
  }
});

/** One open pull request, number 1, from `agent/c` to `main`. */
async function setUp(options: Partial<GithubTwinOptions> = {}) {
  const fixture = forgeFixture();
  const head = fixture.push('agent/c', [['c', '1\n']]);
  const twin = await startGithubTwin({
    slug: 'octo/repo',
    token,
    user: { id: 7, login: 'agent', type: 'User' },
    permissions: ['statuses', 'pull-requests', 'contents'],
    commits: [head],
    pullRequests: [],
    repository: fixture.bare,
    ...options,
  });
  open.push({ twin, fixture });
  const forge = createGithubForge({ token, apiUrl: twin.url, slug: 'octo/repo', patience });
  await forge.openRequest({ branch: 'agent/c', base: 'main', title: 'Add c', markdown: '' });
  return { twin, forge, fixture, head };
}

describe('a pull request', () => {
  it('is read with the tips of the moment', async () => {
    const { fixture, forge, head } = await setUp();
    fixture.push('other', [['d', '1\n']]);
    fixture.clone.git('push', '-q', 'origin', 'other:main');
    expect(await forge.readRequest(1)).toEqual({
      ok: true,
      value: { ...openRequest, head, base: fixture.tip('main'), url: 'https://github.com/octo/repo/pull/1' },
    });
    expect(await forge.readRequest(2)).toMatchObject({ ok: false, error: { kind: 'service-failed' } });
  });

  it.each(['merge', 'squash', 'rebase'] as const)('is merged once: %s', async (method) => {
    const { fixture, forge, head } = await setUp();
    const merged = await forge.mergeRequest(fixture.merge(1, head, method));
    expect(merged).toEqual({ ok: true, value: { commit: fixture.tip('main') } });
    expect(await forge.mergeRequest(fixture.merge(1, head, method))).toEqual(merged);
    const state = { state: 'merged', head, mergedAs: fixture.tip('main') };
    expect(await forge.readRequest(1)).toMatchObject({ ok: true, value: state });
    const title = method === 'rebase' ? 'set c' : 'Merge request 1';
    expect(fixture.inForge('log', '-1', '--format=%s', 'main')).toBe(title);
  });

  it('is merged where the answer was lost', async () => {
    const { fixture, forge, head, twin } = await setUp();
    twin.disturb({ method: 'PUT', effect: { kind: 'drop-response' } });
    expect(await forge.mergeRequest(fixture.merge(1, head))).toMatchObject({ ok: true });
    expect(fixture.inForge('rev-list', '--count', '--first-parent', 'main')).toBe('2');
    expect(twin.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  it.each([
    ['another head', 'was expected'],
    ['a head that moves meanwhile', 'Head branch was modified'],
    ['a conflict', 'not mergeable'],
  ])('is not merged with %s', async (what, words) => {
    const scene = await setUp();
    const response = { status: 409, body: { message: 'Head branch was modified. Review and try the merge again.' } };
    const refuseMerge = () => scene.twin.disturb({ method: 'PUT', effect: { kind: 'answer', response } });
    expect(await tryMerge({ ...scene, refuseMerge }, what)).toMatchObject(refusedWith(words));
  });

  it('is not merged by a token that may not', async () => {
    const { fixture, forge, head } = await setUp({ permissions: ['pull-requests'] });
    expect(await forge.mergeRequest(fixture.merge(1, head))).toMatchObject({
      ok: false,
      error: { kind: 'service-failed', message: expect.stringContaining('"contents: write"') },
    });
  });
});

describe('the statuses of a commit', () => {
  it('are the latest of each context, of all pages, with the check runs', async () => {
    const { forge, head, twin } = await setUp();
    const set = (context: string, state: 'pending' | 'success') =>
      forge.publishStatus({ commit: head, context, state, description: state });
    await set('interlock/verdict', 'pending');
    for (let count = 0; count < 101; count += 1) await set(`c${count}`, 'success');
    await set('interlock/verdict', 'success');
    twin.addCheckRun({ commit: head, name: 'test', status: 'in_progress', conclusion: null });
    twin.addCheckRun({ commit: head, name: 'lint', status: 'completed', conclusion: 'failure' });
    twin.addCheckRun({ commit: head, name: 'docs', status: 'completed', conclusion: 'skipped' });
    twin.addCheckRun({ commit: head, name: 'scan', status: 'completed', conclusion: 'timed_out' });
    const read = await forge.readStatuses(head);
    const states = new Map(read.ok ? read.value.map(({ context, state }) => [context, state]) : []);
    expect(states.size).toBe(106);
    expect(['interlock/verdict', 'c100', 'test', 'lint', 'docs', 'scan'].map((name) => states.get(name))).toEqual([
      'success',
      'success',
      'pending',
      'failure',
      'success',
      'error',
    ]);
  });

  it('are not made better by a job of the same name', async () => {
    const { forge, head, twin } = await setUp();
    await forge.publishStatus({ commit: head, context: 'interlock/verdict', state: 'failure', description: 'no' });
    twin.addCheckRun({ commit: head, name: 'interlock/verdict', status: 'completed', conclusion: 'success' });
    expect(await forge.readStatuses(head)).toMatchObject({ ok: true, value: [{ state: 'failure' }] });
    expect(await forge.readStatuses('main')).toMatchObject({ ok: false, error: { kind: 'usage' } });
  });
});
