import { afterEach, describe, expect, it } from '@jest/globals';
import { startGitlabTwin, type GitlabTwin, type GitlabTwinOptions } from '@interlock/twin/gitlab';
import { createGitlabForge, type GitlabForgeOptions } from './index.ts';

const token = 'glpat-secretOfThisTest';
const commit = 'b'.repeat(40);
const firstLine = '<!-- interlock:verdict -->';
const bot = { id: 30, username: 'project_42_bot' };
const mallory = { id: 31, username: 'mallory' };
const patience = { totalMilliseconds: 10_000, firstWaitMilliseconds: 10, requestMilliseconds: 500 };
const status = { commit, state: 'failure', description: 'blocked: 1', context: 'interlock/verdict' } as const;
const comment = { changeRequest: 5, marker: 'verdict', markdown: 'blocked' } as const;

const twins: GitlabTwin[] = [];
afterEach(async () => {
  for (const twin of twins.splice(0)) await twin.close();
});

async function setUp(twinOptions: Partial<GitlabTwinOptions> = {}, more: Partial<GitlabForgeOptions> = {}) {
  const twin = await startGitlabTwin({
    projectId: 42,
    projectPath: 'group/project',
    token,
    user: bot,
    tokenKind: 'project',
    commits: [commit],
    mergeRequests: [5],
    ...twinOptions,
  });
  twins.push(twin);
  const forge = createGitlabForge({ token, apiUrl: twin.url, projectId: 42, patience, ...more });
  return { twin, forge };
}

const answer = (code: number, headers: Record<string, string> = {}, message = 'no') =>
  ({ kind: 'answer', response: { status: code, headers, body: { message } } }) as const;

describe('a commit status on GitLab', () => {
  it.each([
    ['success', 'success'],
    ['failure', 'failed'],
    ['error', 'failed'],
    ['pending', 'pending'],
  ] as const)('%s is shown as %s', async (state, shown) => {
    const { twin, forge } = await setUp();
    expect(await forge.publishStatus({ ...status, state, targetUrl: 'https://ci.example/1' })).toEqual({ ok: true });
    expect(twin.statuses).toMatchObject([
      {
        commit,
        status: shown,
        name: 'interlock/verdict',
        description: 'blocked: 1',
        targetUrl: 'https://ci.example/1',
      },
    ]);
  });

  it('may be pending twice, which GitLab refuses', async () => {
    const { twin, forge } = await setUp();
    const pending = { ...status, state: 'pending' } as const;
    expect([await forge.publishStatus(pending), await forge.publishStatus(pending)]).toEqual([
      { ok: true },
      { ok: true },
    ]);
    expect(await forge.publishStatus(status)).toEqual({ ok: true });
    expect(twin.statuses).toMatchObject([{ status: 'failed' }]);
  });

  it('goes to a project that is named by its path', async () => {
    const { twin, forge } = await setUp({}, { projectId: 'group/project' });
    expect(await forge.publishStatus(status)).toEqual({ ok: true });
    expect(twin.statuses).toHaveLength(1);
  });

  it.each([
    ['500', answer(500)],
    ['429 with Retry-After', answer(429, { 'Retry-After': '0' })],
    ['a dropped connection', { kind: 'drop-request' } as const],
    ['silence', { kind: 'silence' } as const],
  ])('survives %s', async (_, effect) => {
    const { twin, forge } = await setUp();
    twin.disturb({ times: 2, effect });
    expect(await forge.publishStatus(status)).toEqual({ ok: true });
    expect(twin.requests).toHaveLength(3);
  });

  it('gives up at the deadline', async () => {
    const { twin, forge } = await setUp({}, { patience: { ...patience, totalMilliseconds: 200 } });
    twin.disturb({ times: 1000, effect: { kind: 'silence' } });
    expect(await forge.publishStatus(status)).toMatchObject({
      error: { kind: 'service-failed', message: expect.stringContaining('no answer to the commit status (time-out)') },
    });
  });

  it('tells which token it needs, and never the token', async () => {
    const { forge } = await setUp({ tokenKind: 'job' });
    expect(await forge.publishStatus(status)).toMatchObject({
      error: { kind: 'service-failed', hint: expect.stringMatching(/CI_JOB_TOKEN cannot post.*INTERLOCK_TOKEN/u) },
    });
    const { twin, forge: other } = await setUp();
    twin.disturb({ effect: answer(422, {}, `no ${token}`) });
    expect(JSON.stringify(await other.publishStatus(status))).not.toContain(token);
  });

  it('does not follow a redirect with the token', async () => {
    const { twin: elsewhere } = await setUp();
    const { twin, forge } = await setUp();
    twin.disturb({ effect: answer(307, { Location: `${elsewhere.url}/projects/42/statuses/${commit}` }) });
    expect(await forge.publishStatus(status)).toMatchObject({ error: { kind: 'service-failed' } });
    expect(elsewhere.requests).toEqual([]);
  });

  it('fails where the answer is no JSON, or the commit is unknown', async () => {
    const { twin, forge } = await setUp({ commits: [] });
    expect(await forge.publishStatus(status)).toMatchObject({ error: { message: expect.stringContaining('404') } });
    twin.disturb({ effect: { kind: 'answer', response: { status: 200 } } });
    expect(await forge.publishStatus(status)).toMatchObject({ error: { kind: 'service-failed' } });
  });
});

it('an empty token and an unusable address are refused at once', async () => {
  for (const wrong of [{ token: '' }, { apiUrl: 'gitlab.com/api/v4' }]) {
    const { forge } = await setUp({}, wrong);
    expect(await forge.publishStatus(status)).toMatchObject({ error: { kind: 'usage' } });
    expect(await forge.publishComment(comment)).toMatchObject({ error: { kind: 'usage' } });
  }
});

describe('the note on GitLab', () => {
  it('is written once and then edited in place', async () => {
    const { twin, forge } = await setUp();
    const first = await forge.publishComment(comment);
    const id = twin.notes[0]?.id;
    const url = `https://gitlab.example/group/project/-/merge_requests/5#note_${id}`;
    expect(first).toEqual({ ok: true, value: { url } });
    expect(await forge.publishComment({ ...comment, markdown: 'green' })).toEqual(first);
    expect(twin.notes).toMatchObject([{ id, body: `${firstLine}\ngreen` }]);
  });

  it('is found behind a hundred others, and those of others stay as they are', async () => {
    const { twin, forge } = await setUp();
    const note = { mergeRequest: 5, author: mallory, body: `${firstLine}\ntheirs`, system: false };
    const theirs = [twin.addNote(note), twin.addNote({ ...note, author: bot, system: true })];
    for (let count = 0; count < 120; count += 1) twin.addNote({ ...note, body: 'talk' });
    const ours = twin.addNote({ ...note, author: bot, body: `${firstLine}\nold` });
    expect(await forge.publishComment(comment)).toMatchObject({ ok: true });
    expect(twin.notes).toHaveLength(123);
    for (const before of theirs) expect(twin.notes).toContainEqual(before);
    expect(twin.notes.find(({ id }) => id === ours.id)?.body).toBe(`${firstLine}\nblocked`);
  });

  it.each(['POST', 'PUT'])('stays one where the answer to %s is lost', async (method) => {
    const { twin, forge } = await setUp();
    if (method === 'PUT') await forge.publishComment(comment);
    twin.disturb({ method, times: 2, effect: { kind: 'drop-response' } });
    expect(await forge.publishComment({ ...comment, markdown: 'green' })).toMatchObject({ ok: true });
    expect(twin.notes).toMatchObject([{ body: `${firstLine}\ngreen` }]);
  });

  it('sets off no quick action, whatever it holds', async () => {
    const { twin, forge } = await setUp();
    const markdown = 'before\n/approve\n\r\r/merge\r\n/Label ~safe\r/close\n  a/b';
    expect(await forge.publishComment({ ...comment, markdown })).toMatchObject({ ok: true });
    expect(twin.quickActions).toEqual([]);
    expect(twin.notes[0]?.body).toContain('\n\\/approve\n\r\r\\/merge\r\n\\/Label');
  });

  it('tells which token it needs', async () => {
    const { twin, forge } = await setUp({ tokenKind: 'job' });
    expect(await forge.publishComment(comment)).toMatchObject({
      error: { kind: 'service-failed', hint: expect.stringContaining('INTERLOCK_TOKEN') },
    });
    expect(twin.notes).toEqual([]);
  });
});

describe('a request on GitLab', () => {
  const request = { branch: 'interlock/x', base: 'main', title: 'Revert', markdown: 'why\n/merge' } as const;

  it('is opened once, whatever answer is lost, and sets off no quick action', async () => {
    const { twin, forge } = await setUp();
    twin.disturb({ method: 'POST', effect: { kind: 'drop-response' } });
    const first = await forge.openRequest(request);
    const url = 'https://gitlab.example/group/project/-/merge_requests/6';
    expect(first).toEqual({ ok: true, value: { number: 6, url } });
    expect(await forge.openRequest(request)).toEqual(first);
    expect(twin.opened).toMatchObject([{ iid: 6, sourceBranch: 'interlock/x', targetBranch: 'main', title: 'Revert' }]);
    expect(twin.quickActions).toEqual([]);
  });

  it('tells which token it needs', async () => {
    const { twin, forge } = await setUp({ tokenKind: 'job' });
    expect(await forge.openRequest(request)).toMatchObject({
      error: { kind: 'service-failed', hint: expect.stringContaining('INTERLOCK_TOKEN') },
    });
    expect(twin.opened).toEqual([]);
  });
});
