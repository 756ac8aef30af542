import { afterEach, describe, expect, it } from '@jest/globals';
import { readContract } from './contract.ts';
import { githubActionsBot, startGithubTwin, type GithubTwin } from './index.ts';
import { representComment, representOwnUser, representStatus } from './represent.ts';

const twins: GithubTwin[] = [];
afterEach(async () => {
  for (const twin of twins.splice(0)) await twin.close();
});

async function setUp() {
  const twin = await startGithubTwin({
    slug: 'octo/repo',
    token: 'right',
    user: githubActionsBot,
    permissions: ['pull-requests'],
    commits: [],
    pullRequests: [5],
  });
  twins.push(twin);
  const send = async (method: string, path: string, body?: unknown, token = 'right') => {
    const response = await fetch(`${twin.url}${path}`, {
      method,
      headers: { Authorization: `token ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, link: response.headers.get('link'), json: await response.json() };
  };
  return { twin, send };
}

describe('the contract', () => {
  it.each([
    ['a member that GitHub does not know', 'POST', '/repos/octo/repo/issues/5/comments', { body: 'x', sticky: true }],
    ['a text that is a number', 'POST', '/repos/octo/repo/issues/5/comments', { body: 7 }],
    ['no body', 'POST', '/repos/octo/repo/issues/5/comments', undefined],
    ['an unknown state', 'POST', `/repos/octo/repo/statuses/${'a'.repeat(40)}`, { state: 'failed' }],
    ['an unknown parameter', 'GET', '/repos/octo/repo/issues/5/comments?order=asc', undefined],
    ['a page that is no number', 'GET', '/repos/octo/repo/issues/5/comments?page=two', undefined],
    ['an operation that the twin does not have', 'GET', '/repos/octo/repo', undefined],
  ])('is broken by %s', async (_, method, path, body) => {
    const { twin, send } = await setUp();
    expect((await send(method, path, body)).status).toBeGreaterThanOrEqual(400);
    expect(twin.violations.length).toBeGreaterThan(0);
    expect(twin.comments).toEqual([]);
  });

  it('is broken by an answer that lacks a member or holds a wrong one', () => {
    const contract = readContract();
    const now = '2026-01-02T03:04:05Z';
    const comment = representComment('octo/repo', {
      id: 1,
      issue: 5,
      user: githubActionsBot,
      body: 'x',
      createdAt: now,
      updatedAt: now,
    });
    const operation = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
    const errors = (body: unknown) => contract.responseErrors(operation, { status: 201, body });
    expect(errors(comment)).toEqual([]);
    expect(errors({ ...comment, id: '1' })).not.toEqual([]);
    expect(errors({ ...comment, html_url: 'no address' })).not.toEqual([]);
    expect(errors({ ...comment, created_at: 'today' })).not.toEqual([]);
    expect(errors({ ...comment, user: undefined })).not.toEqual([]);
    expect(errors({ ...comment, user: null })).toEqual([]);
    expect(contract.responseErrors(operation, { status: 204 })).not.toEqual([]);
  });

  it('holds for the other answers', () => {
    const contract = readContract();
    const status = {
      id: 1,
      commit: 'a'.repeat(40),
      state: 'success',
      description: null,
      targetUrl: null,
      context: 'default',
      createdAt: '2026-01-02T03:04:05Z',
    };
    const body = representStatus('octo/repo', githubActionsBot, status);
    const post = 'POST /repos/{owner}/{repo}/statuses/{sha}';
    expect(contract.responseErrors(post, { status: 201, body })).toEqual([]);
    const user = representOwnUser({ id: 1, login: 'alice', type: 'User' });
    expect(contract.responseErrors('GET /user', { status: 200, body: user })).toEqual([]);
  });
});

describe('the twin of GitHub', () => {
  it('refuses as GitHub does', async () => {
    const { twin, send } = await setUp();
    expect(await send('GET', '/user', undefined, 'wrong')).toMatchObject({ status: 401 });
    expect(await send('GET', '/user')).toMatchObject({ status: 403 });
    expect(await send('GET', '/repos/octo/other/issues/5/comments')).toMatchObject({ status: 404 });
    expect(await send('GET', '/repos/octo/repo/issues/6/comments')).toMatchObject({ status: 404 });
    expect(await send('POST', '/repos/octo/repo/issues/5/comments', { body: ' ' })).toMatchObject({ status: 422 });
    expect(await send('POST', '/repos/octo/repo/statuses/aa', { state: 'error' })).toMatchObject({ status: 403 });
    expect(twin.violations).toEqual([]);
  });

  it('gives pages of 30, and of 100 at most', async () => {
    const { twin, send } = await setUp();
    for (let count = 0; count < 101; count += 1) twin.addComment(5, githubActionsBot, String(count));
    const path = '/repos/octo/repo/issues/5/comments';
    expect((await send('GET', path)).json).toHaveLength(30);
    const first = await send('GET', `${path}?per_page=200`);
    expect(first.json).toHaveLength(100);
    expect(first.link).toContain('page=2>; rel="next"');
    const second = await send('GET', `${path}?per_page=100&page=2`);
    expect(second.json).toMatchObject([{ body: '100' }]);
    expect(second.link).toBeNull();
    expect(twin.violations).toEqual([]);
  });
});
