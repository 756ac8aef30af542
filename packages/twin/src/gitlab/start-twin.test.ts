import { afterEach, describe, expect, it } from '@jest/globals';
import { startGitlabTwin, type GitlabTwin, type GitlabTwinOptions } from './index.ts';

const commit = 'b'.repeat(40);
const twins: GitlabTwin[] = [];
afterEach(async () => {
  for (const twin of twins.splice(0)) await twin.close();
});

async function setUp(options: Partial<GitlabTwinOptions> = {}) {
  const twin = await startGitlabTwin({
    projectId: 42,
    projectPath: 'group/project',
    token: 'right',
    user: { id: 30, username: 'bot' },
    tokenKind: 'project',
    commits: [commit],
    mergeRequests: [5],
    ...options,
  });
  twins.push(twin);
  const send = async (method: string, path: string, body?: unknown, token = 'right') => {
    const response = await fetch(`${twin.url}${path}`, {
      method,
      headers: { 'PRIVATE-TOKEN': token },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, next: response.headers.get('x-next-page'), json: await response.json() };
  };
  return { twin, send };
}

const notes = '/projects/42/merge_requests/5/notes';
const statuses = `/projects/group%2Fproject/statuses/${commit}`;

describe('the twin of GitLab', () => {
  it('refuses what GitLab refuses', async () => {
    const { send } = await setUp();
    expect(await send('GET', '/user', undefined, 'wrong')).toMatchObject({ status: 401 });
    expect(await send('GET', '/projects/43/merge_requests/5')).toMatchObject({ status: 404 });
    expect(await send('GET', '/projects/42/merge_requests/6/notes')).toMatchObject({ status: 404 });
    expect(await send('POST', notes, { body: ' ' })).toMatchObject({ status: 400 });
    expect(await send('POST', statuses, { state: 'failure' })).toMatchObject({ status: 400 });
  });

  it('lets a job token read and not write', async () => {
    const { twin, send } = await setUp({ tokenKind: 'job' });
    expect(await send('GET', notes)).toMatchObject({ status: 200 });
    expect(await send('POST', notes, { body: 'x' })).toMatchObject({ status: 403 });
    expect(await send('POST', statuses, { state: 'success' })).toMatchObject({ status: 403 });
    expect([twin.notes, twin.statuses]).toEqual([[], []]);
  });

  it('obeys quick actions', async () => {
    const { twin, send } = await setUp();
    await send('POST', notes, { body: 'text\n\r/approve\n/Label ~safe\n \\/close' });
    expect(twin.quickActions).toEqual(['/approve', '/Label ~safe']);
  });

  it('does not make a pending status pending, and starts anew after an end', async () => {
    const { twin, send } = await setUp();
    const set = async (state: string) => (await send('POST', statuses, { state, name: 'gate' })).status;
    expect([await set('pending'), await set('pending'), await set('failed'), await set('pending')]).toEqual([
      201, 400, 201, 201,
    ]);
    expect(twin.statuses.map(({ status }) => status)).toEqual(['failed', 'pending']);
  });

  it('gives pages, newest first unless asked', async () => {
    const { twin, send } = await setUp();
    const note = { mergeRequest: 5, author: { id: 1, username: 'a' }, system: false };
    for (let count = 0; count < 21; count += 1) twin.addNote({ ...note, body: String(count) });
    expect(await send('GET', `${notes}?page=2`)).toMatchObject({ next: '', json: [{ body: '0' }] });
    expect(await send('GET', `${notes}?sort=asc&per_page=1`)).toMatchObject({ next: '2', json: [{ body: '0' }] });
  });
});
