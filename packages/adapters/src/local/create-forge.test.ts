import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { CommitStatus } from '@interlock/core/ports';
import { forgeFixture } from './forge-fixture.ts';
import { createLocalForge } from './index.ts';

// many git processes, on a machine that does other things too
jest.setTimeout(60_000);

let fixture: ReturnType<typeof forgeFixture>;
let head = '';
const text = { title: 'Add c', markdown: '*why*' };
beforeEach(() => {
  fixture = forgeFixture();
  head = fixture.push('agent/c', [['c', '1\n']]);
});
afterEach(() => fixture.remove());

const open = (branch = 'agent/c', base = 'main') => fixture.forge.openRequest({ branch, base, ...text });
const document = (reference: string, file: string) =>
  JSON.parse(fixture.inForge('show', `${reference}:${file}`)) as Readonly<Record<string, unknown>>;

describe('requests', () => {
  it('are opened once for a branch and read with the tips of the moment', async () => {
    const first = await open();
    expect(first).toMatchObject({
      ok: true,
      value: { number: 1, url: expect.stringMatching(/^file:.*forge\.git#request-1$/) },
    });
    expect(await open()).toEqual(first);
    const state = { number: 1, state: 'open', draft: false, title: 'Add c', author: 'gate', baseBranch: 'main' };
    const read = await fixture.forge.readRequest(1);
    expect(read).toMatchObject({ ok: true, value: { ...state, branch: 'agent/c', head, base: fixture.base } });
    const later = fixture.push('agent/c', [['c', '2\n']]);
    expect(await fixture.forge.readRequest(1)).toMatchObject({ ok: true, value: { head: later } });
    expect(document('refs/interlock/requests/1', 'request.json')).toMatchObject({
      schema: 'interlock/request/v1',
      body: '*why*',
    });
  });

  it('of several at once get numbers of their own, and one branch gets one', async () => {
    const branches = ['x', 'y', 'z'];
    for (const branch of branches) fixture.push(branch, [[branch, '1\n']]);
    const opened = await Promise.all([...branches, ...branches, ...branches].map((branch) => open(branch)));
    expect(opened.filter(({ ok }) => !ok)).toEqual([]);
    expect(new Set(opened.map((one) => (one.ok ? one.value.url : ''))).size).toBe(3);
    expect(fixture.inForge('for-each-ref', '--format=%(refname:lstrip=3)', 'refs/interlock/requests')).toBe('1\n2\n3');
  });

  it('need branches that are there, and a number that is', async () => {
    expect(await open('nowhere')).toMatchObject({ ok: false, error: { kind: 'bad-repository' } });
    expect(await open('agent/c', 'nowhere')).toMatchObject({ ok: false, error: { kind: 'bad-repository' } });
    expect(await open('a..b')).toMatchObject({ ok: false, error: { kind: 'usage' } });
    expect(await open('main', 'main')).toMatchObject({ ok: false, error: { kind: 'usage' } });
    expect(await fixture.forge.readRequest(7)).toMatchObject({ ok: false, error: { kind: 'bad-repository' } });
    expect(await fixture.forge.readRequest(0.5)).toMatchObject({ ok: false, error: { kind: 'usage' } });
  });

  it('that somebody damaged are refused by name', async () => {
    fixture.clone.git('push', '-q', 'origin', 'main:refs/interlock/requests/1');
    expect(await fixture.forge.readRequest(1)).toMatchObject({ ok: false, error: { kind: 'bad-repository' } });
    fixture.clone.commit({ 'request.json': '{"schema":"interlock/request/v1","number":1}' });
    fixture.clone.git('push', '-q', '-f', 'origin', 'HEAD:refs/interlock/requests/1');
    expect(await fixture.forge.readRequest(1)).toMatchObject({
      ok: false,
      error: { kind: 'malformed-file', file: 'refs/interlock/requests/1:request.json' },
    });
  });
});

it('edits one comment for each marker and keeps what it said before', async () => {
  await open();
  const comment = (marker: string, markdown: string) =>
    fixture.forge.publishComment({ changeRequest: 1, marker, markdown });
  await Promise.all([comment('verdict', 'fail'), comment('a/../b', 'x'), comment('approval', 'ask')]);
  expect(await comment('verdict', 'pass')).toMatchObject({ ok: true });
  const reference = 'refs/interlock/requests/1';
  expect(fixture.inForge('ls-tree', '-r', '--name-only', reference).split('\n')).toEqual([
    'comment-a%2F%2E%2E%2Fb.json',
    'comment-approval.json',
    'comment-verdict.json',
    'request.json',
  ]);
  expect(document(reference, 'comment-verdict.json')).toMatchObject({ marker: 'verdict', markdown: 'pass' });
  expect(document(`${reference}~1`, 'comment-verdict.json')).toMatchObject({ markdown: 'fail' });
  expect(await comment('a -->', 'x')).toMatchObject({ ok: false, error: { kind: 'usage' } });
});

describe('statuses', () => {
  const status = (context: string, state: CommitStatus['state']) =>
    fixture.forge.publishStatus({ commit: head, context, state, description: `${context} ${state}` });

  it('of several at once are all kept, the latest of each context', async () => {
    const contexts = ['interlock/verdict', 'tests', 'lint', 'scan', 'sbom', 'build'];
    const set = await Promise.all(contexts.map((context) => status(context, 'pending')));
    expect(set.filter(({ ok }) => !ok)).toEqual([]);
    await status('interlock/verdict', 'success');
    const read = await fixture.forge.readStatuses(head);
    const states = read.ok ? read.value.map(({ context, state }) => `${context} ${state}`) : [];
    const rest = ['build', 'lint', 'sbom', 'scan', 'tests'].map((context) => `${context} pending`);
    expect(states.toSorted()).toEqual([...rest, 'interlock/verdict success'].toSorted());
  });

  it('are of commits that the forge has', async () => {
    expect(await fixture.forge.readStatuses(fixture.base)).toEqual({ ok: true, value: [] });
    const unknown = { commit: 'f'.repeat(40), context: 'x', state: 'success', description: '' } as const;
    expect(await fixture.forge.publishStatus(unknown)).toMatchObject({ ok: false, error: { kind: 'bad-repository' } });
    expect(await fixture.forge.readStatuses('main')).toMatchObject({ ok: false });
  });

  it('stand under the commit that they are of', async () => {
    await status('tests', 'success');
    fixture.inForge('update-ref', `refs/interlock/statuses/${fixture.base}`, `refs/interlock/statuses/${head}`);
    expect(await fixture.forge.readStatuses(fixture.base)).toMatchObject({
      ok: false,
      error: { kind: 'malformed-file' },
    });
  });
});

it('is a bare repository', async () => {
  const forge = createLocalForge({ repository: fixture.clone.root });
  expect(await forge.readStatuses(head)).toMatchObject({ ok: false, error: { kind: 'bad-repository' } });
});
