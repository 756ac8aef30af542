import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { forgeFixture } from './forge-fixture.ts';

// many git processes, on a machine that does other things too
jest.setTimeout(60_000);

let fixture: ReturnType<typeof forgeFixture>;
beforeEach(() => {
  fixture = forgeFixture();
});
afterEach(() => fixture.remove());

async function request(branch: string, files: readonly (readonly [string, string])[]) {
  const head = fixture.push(branch, files);
  const opened = await fixture.forge.openRequest({ branch, base: 'main', title: branch, markdown: '' });
  if (!opened.ok) throw new Error(opened.error.message);
  return { head, number: opened.value.number };
}

/** Another change lands on main meanwhile. */
function moveMain(name: string, text: string): string {
  fixture.clone.git('fetch', '-q', 'origin');
  fixture.clone.git('checkout', '-q', '-B', 'other', 'origin/main');
  fixture.clone.commit({ [name]: text });
  fixture.clone.git('commit', '-q', '--amend', '-m', 'Meanwhile');
  fixture.clone.git('push', '-q', 'origin', 'other:main');
  return fixture.tip('main');
}

const log = (format: string, range = 'main') => fixture.inForge('log', '--reverse', `--format=${format}`, range);
const files = (commit: string) => fixture.inForge('ls-tree', '-r', '--name-only', commit).split('\n');

describe('a merge', () => {
  it('has both as parents and the files of both', async () => {
    const { head, number } = await request('topic', [['c', '1\n']]);
    const base = moveMain('d', '1\n');
    const merged = await fixture.forge.mergeRequest(fixture.merge(number, head));
    expect(merged).toEqual({ ok: true, value: { commit: fixture.tip('main') } });
    expect(fixture.inForge('log', '-1', '--format=%P|%an <%ae>|%cn|%B', 'main')).toBe(
      `${base} ${head}|gate <gate@example.com>|gate|Merge request 1\n\nWhy it is good.\n`,
    );
    expect(files('main')).toEqual(['a', 'b', 'c', 'd']);
    expect(fixture.inForge('fsck', '--strict')).toBe('');
  });

  it('is a commit of its own also where the branch is only ahead', async () => {
    const { head, number } = await request('topic', [['c', '1\n']]);
    await fixture.forge.mergeRequest(fixture.merge(number, head));
    expect(log('%P', '-1')).toBe(`${fixture.base} ${head}`);
  });

  it('squashed is one commit with the author of the last', async () => {
    const { head, number } = await request('topic', [
      ['c', '1\n'],
      ['c', '2\n'],
    ]);
    const base = moveMain('d', '1\n');
    expect(await fixture.forge.mergeRequest(fixture.merge(number, head, 'squash'))).toMatchObject({ ok: true });
    expect(log('%P|%an|%cn|%s', '-1')).toBe(`${base}|Ada|gate|Merge request 1`);
    expect(files('main')).toEqual(['a', 'b', 'c', 'd']);
    expect(fixture.inForge('show', 'main:c')).toBe('2');
  });

  it('rebased keeps each commit, its author, date and message, and no signature', async () => {
    fixture.push('topic', []);
    const at = { name: 'Zoë', date: '2026-01-02T03:04:05+02:00' };
    fixture.clone.git('checkout', '-q', 'topic');
    fixture.clone.commit({ c: '1\n' });
    fixture.clone.git('commit', '-q', '--amend', `--author=${at.name} <zoe@x>`, `--date=${at.date}`, '-m', 'One\n\nü');
    const signed = signedCommit('Two');
    fixture.clone.git('push', '-q', 'origin', `${signed}:refs/heads/topic`);
    const { number } = await requestOf('topic');
    const base = moveMain('d', '1\n');
    expect(await fixture.forge.mergeRequest(fixture.merge(number, signed, 'rebase'))).toMatchObject({ ok: true });
    expect(log('%an|%ad|%cn|%s|%b', `${base}..main`)).toBe(
      'Zoë|Fri Jan 2 03:04:05 2026 +0200|gate|One|ü\n\nAda|Tue Feb 3 04:05:06 2026 +0000|gate|Two|',
    );
    expect(log('%P', `${base}..main~1`)).toBe(base);
    expect(fixture.inForge('cat-file', 'commit', 'main')).not.toContain('gpgsig');
    expect(fixture.inForge('cat-file', 'commit', signed)).toContain('gpgsig');
    expect(files('main')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('rebased leaves out what the base has, and refuses merges', async () => {
    const { head, number } = await request('topic', [
      ['d', '1\n'],
      ['c', '1\n'],
    ]);
    const base = moveMain('d', '1\n');
    expect(await fixture.forge.mergeRequest(fixture.merge(number, head, 'rebase'))).toMatchObject({ ok: true });
    expect(log('%s', `${base}..main`)).toBe('set c');
    fixture.clone.git('checkout', '-q', '-B', 'both', 'topic');
    fixture.clone.git('merge', '-q', '--no-ff', 'other', '-m', 'both');
    fixture.clone.git('push', '-q', 'origin', 'both');
    const both = await requestOf('both');
    expect(await fixture.forge.mergeRequest(fixture.merge(both.number, fixture.tip('both'), 'rebase'))).toMatchObject({
      ok: false,
      error: { kind: 'bad-repository', message: expect.stringContaining('has 2 parents') },
    });
  });
});

describe('a merge is refused', () => {
  const answer = async (number: number, head: string, method?: 'merge' | 'squash' | 'rebase') => {
    const before = fixture.tip('main');
    const merged = await fixture.forge.mergeRequest(fixture.merge(number, head, method));
    return merged.ok || fixture.tip('main') !== before ? 'merged' : `${merged.error.kind}: ${merged.error.message}`;
  };

  it('where the head is another', async () => {
    const { head, number } = await request('topic', [['c', '1\n']]);
    const later = fixture.push('topic', [['c', '2\n']]);
    expect(await answer(number, head)).toContain(`moved to ${later}`);
  });

  it.each(['merge', 'squash', 'rebase'] as const)('where it conflicts: %s', async (method) => {
    const { head, number } = await request('topic', [['a', 'mine\n']]);
    moveMain('a', 'theirs\n');
    expect(await answer(number, head, method)).toContain(
      'bad-repository: The change conflicts with its base branch in "a"',
    );
  });

  it('where there is nothing to merge', async () => {
    fixture.clone.git('push', '-q', 'origin', 'main:refs/heads/same');
    const { number } = await requestOf('same');
    expect(await answer(number, fixture.base)).toContain('nothing to merge');
    const { head, number: second } = await request('topic', [['d', '1\n']]);
    moveMain('d', '1\n');
    expect(await answer(second, head, 'squash')).toContain('nothing to merge');
    expect(await answer(second, head, 'rebase')).toContain('nothing to merge');
  });

  it('where it was merged from another head, or the branch is gone', async () => {
    const { head, number } = await request('topic', [['c', '1\n']]);
    const other = await request('gone', [['d', '1\n']]);
    await fixture.forge.mergeRequest(fixture.merge(number, head));
    expect(await answer(number, fixture.base)).toContain(`was merged from ${head}`);
    fixture.clone.git('push', '-q', 'origin', ':gone');
    expect(await answer(other.number, other.head)).toContain('no branch gone');
  });
});

it('answers the same commit when it is asked again', async () => {
  const { head, number } = await request('topic', [['c', '1\n']]);
  const first = await fixture.forge.mergeRequest(fixture.merge(number, head));
  moveMain('d', '1\n');
  fixture.clone.git('push', '-q', 'origin', ':topic');
  expect(await fixture.forge.mergeRequest(fixture.merge(number, head))).toEqual(first);
  const state = { state: 'merged', head, mergedAs: first.ok ? first.value.commit : '' };
  expect(await fixture.forge.readRequest(number)).toMatchObject({ ok: true, value: state });
});

it('finishes a merge that was cut off after the branch had moved', async () => {
  const { head, number } = await request('topic', [['c', '1\n']]);
  const reference = `refs/interlock/requests/${number}`;
  const merged = await fixture.forge.mergeRequest(fixture.merge(number, head, 'squash'));
  fixture.inForge('update-ref', reference, `${reference}~1`);
  expect(await fixture.forge.readRequest(number)).toMatchObject({ ok: true, value: { state: 'open' } });
  const main = moveMain('d', '1\n');
  expect(await fixture.forge.mergeRequest(fixture.merge(number, head, 'squash'))).toEqual(merged);
  expect(fixture.tip('main')).toBe(main);
  expect(await fixture.forge.readRequest(number)).toMatchObject({ ok: true, value: { state: 'merged' } });
});

it('makes a merge anew that was prepared on an older base', async () => {
  const { head, number } = await request('topic', [['c', '1\n']]);
  const reference = `refs/interlock/requests/${number}`;
  await fixture.forge.mergeRequest(fixture.merge(number, head));
  fixture.inForge('update-ref', reference, `${reference}~1`);
  fixture.inForge('update-ref', 'refs/heads/main', fixture.base);
  const base = moveMain('d', '1\n');
  expect(await fixture.forge.mergeRequest(fixture.merge(number, head))).toMatchObject({ ok: true });
  expect(log('%P', '-1')).toBe(`${base} ${head}`);
});

it('loses none of several merges at once: each lands or is refused', async () => {
  const requests = [];
  for (const name of ['p', 'q', 'r']) requests.push(await request(name, [[name, '1\n']]));
  const answers = await Promise.all(
    requests.map(({ head, number }) => fixture.forge.mergeRequest(fixture.merge(number, head, 'squash'))),
  );
  const landed = answers.flatMap((answer) => (answer.ok ? [answer.value.commit] : []));
  const failures = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
  expect(landed.length).toBeGreaterThan(0);
  expect(failures.every(({ kind, message }) => kind === 'bad-repository' && message.includes('moved to'))).toBe(true);
  expect(log('%H', `${fixture.base}..main`).split('\n').toSorted()).toEqual(landed.toSorted());
  const states = await Promise.all(requests.map(({ number }) => fixture.forge.readRequest(number)));
  expect(states.filter((state) => state.ok && state.value.state === 'merged')).toHaveLength(landed.length);
});

it('merges one request once, however many ask', async () => {
  const { head, number } = await request('topic', [['c', '1\n']]);
  const methods = ['merge', 'squash', 'rebase', 'merge', 'squash'] as const;
  const answers = await Promise.all(
    methods.map((method) => fixture.forge.mergeRequest(fixture.merge(number, head, method))),
  );
  const landed = new Set(answers.flatMap((answer) => (answer.ok ? [answer.value.commit] : [])));
  expect([...landed]).toEqual([fixture.tip('main')]);
  expect(fixture.inForge('rev-list', '--count', '--first-parent', 'main')).toBe('2');
});

async function requestOf(branch: string) {
  const opened = await fixture.forge.openRequest({ branch, base: 'main', title: branch, markdown: '' });
  if (!opened.ok) throw new Error(opened.error.message);
  return { number: opened.value.number };
}

/** A commit on the branch that is checked out, with a signature that is none: a rebase must not keep it. */
function signedCommit(message: string): string {
  const tree = fixture.clone.git('rev-parse', 'HEAD^{tree}');
  const parent = fixture.clone.git('rev-parse', 'HEAD');
  const person = 'Ada <ada@example.com> 1770091506 +0000';
  const signature = 'gpgsig -----BEGIN SSH SIGNATURE-----\n U1NI\n -----END SSH SIGNATURE-----\n';
  const raw = `tree ${tree}\nparent ${parent}\nauthor ${person}\ncommitter ${person}\n${signature}\n${message}\n`;
  return fixture.hashCommit(raw);
}
