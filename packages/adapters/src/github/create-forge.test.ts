import { afterEach, describe, expect, it } from '@jest/globals';
import {
  githubActionsBot,
  startGithubTwin,
  type GithubTwin,
  type GithubTwinOptions,
  type TwinUser,
} from '@interlock/twin/github';
import { createGithubForge, type GithubForgeOptions } from './index.ts';

const token = 'ghs_secretOfThisTest';
const commit = 'a'.repeat(40);
const firstLine = '<!-- interlock:verdict -->';
const person: TwinUser = { id: 7, login: 'mallory', type: 'User' };
const maintainer: TwinUser = { id: 8, login: 'alice', type: 'User' };
const otherBot: TwinUser = { id: 9, login: 'agent[bot]', type: 'Bot' };
const patience = { totalMilliseconds: 10_000, firstWaitMilliseconds: 10, requestMilliseconds: 500 };
const status = { commit, state: 'success', description: 'nothing to say', context: 'interlock/verdict' } as const;
const comment = { changeRequest: 5, marker: 'verdict', markdown: 'blocked' } as const;

const twins: GithubTwin[] = [];
afterEach(async () => {
  for (const twin of twins.splice(0)) {
    await twin.close();
    if (twin.violations.length > 0) throw new Error(`Not as GitHub describes it: ${twin.violations.join('; ')}`);
  }
});

async function setUp(twinOptions: Partial<GithubTwinOptions> = {}, more: Partial<GithubForgeOptions> = {}) {
  const twin = await startGithubTwin({
    slug: 'octo/repo',
    token,
    user: githubActionsBot,
    permissions: ['statuses', 'pull-requests'],
    commits: [commit],
    pullRequests: [5],
    ...twinOptions,
  });
  twins.push(twin);
  const forge = createGithubForge({ token, apiUrl: `${twin.url}/`, slug: 'octo/repo', patience, ...more });
  return { twin, forge };
}

const answer = (code: number, headers: Record<string, string> = {}, message = 'no') =>
  ({ kind: 'answer', response: { status: code, headers, body: { message } } }) as const;

describe('a commit status on GitHub', () => {
  it('is published with its link', async () => {
    const { twin, forge } = await setUp();
    expect(await forge.publishStatus({ ...status, targetUrl: 'https://ci.example/1' })).toEqual({ ok: true });
    expect(twin.statuses).toMatchObject([
      { commit, state: 'success', context: 'interlock/verdict', targetUrl: 'https://ci.example/1' },
    ]);
  });

  it('is cut to 140 characters, never within one', async () => {
    const { twin, forge } = await setUp();
    for (const length of [140, 141]) {
      expect(await forge.publishStatus({ ...status, description: '😀'.repeat(length) })).toEqual({ ok: true });
    }
    expect(twin.statuses.map(({ description }) => description)).toEqual(['😀'.repeat(140), `${'😀'.repeat(139)}…`]);
  });

  it('needs the full name of a commit', async () => {
    const { twin, forge } = await setUp();
    expect(await forge.publishStatus({ ...status, commit: '../../user' })).toMatchObject({ error: { kind: 'usage' } });
    expect(twin.requests).toEqual([]);
  });

  it.each([
    ['500', answer(500)],
    ['502 without JSON', { kind: 'answer', response: { status: 502, body: 'bad gateway' } } as const],
    ['429', answer(429)],
    ['a secondary rate limit', answer(403, { 'Retry-After': '0' }, 'You have exceeded a secondary rate limit')],
    ['a used-up rate limit', answer(403, { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '1' }, 'limit')],
    ['a dropped connection', { kind: 'drop-request' } as const],
    ['silence', { kind: 'silence' } as const],
  ])('survives %s', async (_, effect) => {
    const { twin, forge } = await setUp();
    twin.disturb({ times: 2, effect });
    expect(await forge.publishStatus(status)).toMatchObject({ ok: true });
    expect(twin.requests).toHaveLength(3);
    expect(twin.statuses).toHaveLength(1);
  });

  it('waits as long as Retry-After asks', async () => {
    const { twin, forge } = await setUp();
    twin.disturb({ effect: answer(429, { 'Retry-After': '1' }) });
    expect(await forge.publishStatus(status)).toMatchObject({ ok: true });
    const [first, second] = twin.requests;
    expect((second?.time ?? 0) - (first?.time ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it.each([
    ['what Retry-After asks', '3', answer(403, { 'Retry-After': '3' }, 'secondary rate limit')],
    ['the minute of a secondary limit', '60', answer(403, {}, 'You have exceeded a secondary rate limit.')],
  ])('does not wait for %s past the deadline', async (_, seconds, effect) => {
    const { twin, forge } = await setUp({}, { patience: { ...patience, totalMilliseconds: 2000 } });
    twin.disturb({ effect });
    const before = Date.now();
    expect(await forge.publishStatus(status)).toMatchObject({
      error: {
        kind: 'service-failed',
        message: `GitHub: answer 403 to the commit status and asks to wait ${seconds} s; given up after 1 attempt(s).`,
      },
    });
    expect(Date.now() - before).toBeLessThan(1000);
  });

  it('gives up at the deadline', async () => {
    const { twin, forge } = await setUp({}, { patience: { ...patience, totalMilliseconds: 600 } });
    twin.disturb({ times: 1000, effect: answer(503) });
    const before = Date.now();
    expect(await forge.publishStatus(status)).toMatchObject({ error: { kind: 'service-failed' } });
    expect(Date.now() - before).toBeLessThan(2000);
    expect(twin.requests.length).toBeGreaterThan(1);
  });

  it('says that it was a time-out, or the connection', async () => {
    const { twin, forge } = await setUp({}, { patience: { ...patience, totalMilliseconds: 200 } });
    twin.disturb({ effect: { kind: 'silence' } });
    expect(await forge.publishStatus(status)).toMatchObject({
      error: { message: expect.stringContaining('(time-out)') },
    });
    await twin.close();
    expect(await forge.publishStatus(status)).toMatchObject({
      error: { message: expect.stringContaining('(connection refused)') },
    });
  });

  it('names the permission that is missing', async () => {
    const { twin, forge } = await setUp({ permissions: [] });
    expect(await forge.publishStatus(status)).toMatchObject({
      error: { kind: 'service-failed', message: expect.stringContaining('which needs "statuses: write"') },
    });
    expect(twin.requests).toHaveLength(1);
  });

  it('never tells the token', async () => {
    const { twin, forge } = await setUp();
    const effects = [answer(401, {}, token), answer(403, {}, token), answer(422, {}, `${'x'.repeat(350)}${token}`)];
    for (const effect of effects) {
      twin.disturb({ effect });
      const result = await forge.publishStatus(status);
      expect(result.ok).toBe(false);
      expect(JSON.stringify(result)).not.toContain(token.slice(0, 8));
    }
  });
});

describe('the comment on GitHub', () => {
  it('is written once and then edited in place', async () => {
    const { twin, forge } = await setUp();
    const first = await forge.publishComment(comment);
    const id = twin.comments[0]?.id;
    expect(first).toEqual({ ok: true, value: { url: `https://github.com/octo/repo/pull/5#issuecomment-${id}` } });
    expect(await forge.publishComment({ ...comment, markdown: 'green' })).toEqual(first);
    expect(twin.comments).toMatchObject([{ id, body: `${firstLine}\ngreen`, user: githubActionsBot }]);
  });

  it('is found behind a hundred others, and those of others stay as they are', async () => {
    const { twin, forge } = await setUp();
    const theirs = [person, maintainer, otherBot].map((user) => twin.addComment(5, user, `${firstLine}\ntheirs`));
    const quote = twin.addComment(5, githubActionsBot, `> ${firstLine}\n> quoted`);
    for (let count = 0; count < 120; count += 1) twin.addComment(5, person, 'talk');
    const ours = twin.addComment(5, githubActionsBot, `${firstLine}\nold`);
    expect(await forge.publishComment(comment)).toMatchObject({ ok: true });
    expect(twin.comments).toHaveLength(125);
    for (const before of [...theirs, quote]) expect(twin.comments).toContainEqual(before);
    expect(twin.comments.find(({ id }) => id === ours.id)?.body).toBe(`${firstLine}\nblocked`);
  });

  it('is that of the account whose token it is', async () => {
    const { twin, forge } = await setUp({ user: maintainer });
    twin.addComment(5, person, `${firstLine}\ntheirs`);
    twin.addComment(5, githubActionsBot, `${firstLine}\nof another job`);
    await forge.publishComment(comment);
    await forge.publishComment({ ...comment, markdown: 'green' });
    expect(twin.comments.map(({ user, body }) => [user.login, body.split('\n')[1]])).toEqual([
      ['mallory', 'theirs'],
      ['github-actions[bot]', 'of another job'],
      ['alice', 'green'],
    ]);
  });

  it('is that of the app that the caller named', async () => {
    const { twin, forge } = await setUp({ user: otherBot }, { botLogin: otherBot.login });
    await forge.publishComment(comment);
    await forge.publishComment({ ...comment, markdown: 'green' });
    expect(twin.comments).toMatchObject([{ user: otherBot, body: `${firstLine}\ngreen` }]);
  });

  it.each(['POST', 'PATCH'])('stays one where the answer to %s is lost', async (method) => {
    const { twin, forge } = await setUp();
    if (method === 'PATCH') await forge.publishComment(comment);
    twin.disturb({ method, times: 2, effect: { kind: 'drop-response' } });
    expect(await forge.publishComment({ ...comment, markdown: 'green' })).toMatchObject({ ok: true });
    expect(twin.comments).toMatchObject([{ body: `${firstLine}\ngreen` }]);
  });

  it('is not written where the search or the question who we are fails', async () => {
    const { twin, forge } = await setUp({}, { patience: { ...patience, totalMilliseconds: 200 } });
    twin.addComment(5, githubActionsBot, `${firstLine}\nold`);
    twin.disturb({ path: '/user', times: 1000, effect: answer(500) });
    expect((await forge.publishComment(comment)).ok).toBe(false);
    twin.disturb({ method: 'GET', times: 1000, effect: answer(500) });
    expect((await forge.publishComment(comment)).ok).toBe(false);
    expect(twin.comments).toHaveLength(1);
    expect(twin.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('is cut at a line where it is too long', async () => {
    const { twin, forge } = await setUp();
    const markdown = `${'a line of the report\n'.repeat(5000)}end`;
    expect(await forge.publishComment({ ...comment, markdown })).toMatchObject({ ok: true });
    expect(twin.comments[0]?.body).toMatch(/a line of the report\n\n\*Cut here/u);
  });

  it('names the permission that is missing, and refuses a marker that ends the hidden line', async () => {
    const { forge } = await setUp({ permissions: ['statuses'] });
    expect(await forge.publishComment(comment)).toMatchObject({
      error: { kind: 'service-failed', hint: expect.stringContaining('pull-requests: write') },
    });
    expect(await forge.publishComment({ ...comment, changeRequest: 6 })).toMatchObject({
      error: { message: expect.stringContaining('404') },
    });
    expect(await forge.publishComment({ ...comment, marker: 'x-->' })).toMatchObject({ error: { kind: 'usage' } });
  });
});

describe('a request on GitHub', () => {
  const request = { branch: 'interlock/x', base: 'main', title: 'Revert', markdown: 'why' } as const;

  it('is opened once, whatever answer is lost', async () => {
    const { twin, forge } = await setUp();
    twin.disturb({ method: 'POST', effect: { kind: 'drop-response' } });
    const first = await forge.openRequest(request);
    expect(first).toEqual({ ok: true, value: { number: 6, url: 'https://github.com/octo/repo/pull/6' } });
    expect(await forge.openRequest(request)).toEqual(first);
    expect(twin.opened).toMatchObject([{ number: 6, head: 'interlock/x', base: 'main', title: 'Revert', body: 'why' }]);
  });

  it('is another one for another branch, and names the permission that is missing', async () => {
    const { twin, forge } = await setUp();
    await forge.openRequest(request);
    await forge.openRequest({ ...request, branch: 'interlock/y' });
    expect(twin.opened.map(({ head }) => head)).toEqual(['interlock/x', 'interlock/y']);
    const { forge: other } = await setUp({ permissions: ['statuses'] });
    expect(await other.openRequest(request)).toMatchObject({
      error: { kind: 'service-failed', hint: expect.stringContaining('pull-requests: write') },
    });
  });
});

it.each([
  ['a repository without its owner', { slug: 'octo' }],
  ['an empty token', { token: '' }],
  ['a token with a line break', { token: 'x\n' }],
  ['an address of another kind', { apiUrl: 'file:///etc' }],
])('%s is refused at once', async (_, wrong) => {
  const { twin, forge } = await setUp({}, wrong);
  expect(await forge.publishStatus(status)).toMatchObject({ error: { kind: 'usage' } });
  expect(twin.requests).toEqual([]);
});
