import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { PolicyFinding } from '@interlock/core/verdict';
import { revertCommit } from '../../../adapters/src/git/index.ts';
import { blocks, end, folder, merge, scene, start, tip, told } from '../../../../test/e2e/fixture/call-merge.ts';
import { asksApproval, type NewChange } from '../../../../test/e2e/fixture/merge-scene.ts';

jest.setTimeout(60_000);
beforeEach(() => start());
afterEach(end);

describe('the lane revert', () => {
  let bad = '';
  let base = '';
  const broken = (files: Readonly<Record<string, string>>) => {
    bad = scene.commitOn('next', files);
    base = scene.commitOn('next', { 'other.md': 'later\n' });
  };
  const message = () => `Revert it\n\nReverts: ${bad}\n`;
  /** As auto-rollback makes and pushes it. */
  async function rollBack(branch = 'interlock/rollback-1') {
    const made = await revertCommit({
      repository: join(folder, 'work'),
      commits: [bad],
      onto: 'next',
      message: message(),
      author: { name: 'Interlock', email: 'interlock@example.org' },
      date: '2026-01-01T00:00:00Z',
      branch,
    });
    if (!made.ok || made.value.kind !== 'committed') throw new Error(JSON.stringify(made));
    scene.push(branch);
    return made.value.commit;
  }
  /** What claims to be a revert: it brings `src/a.ts` back, without a manifest. */
  const claimed = (more: Partial<NewChange> = {}) =>
    scene.change({
      branch: 'x',
      onto: 'next',
      manifest: undefined,
      message: message(),
      files: { 'src/a.ts': 'one\n' },
      ...more,
    });
  function mergeSide() {
    scene.git('switch', '-q', 'next');
    scene.git('merge', '-q', '--no-ff', '-m', 'merge side', 'side');
    base = scene.git('rev-parse', 'HEAD');
  }
  async function judged(head: string, branch: string, findings: readonly PolicyFinding[] = [asksApproval]) {
    scene.verdict(head, findings, base);
    await scene.succeed(head);
    await scene.open(branch);
  }

  async function tryRollBack() {
    await judged(await rollBack(), 'interlock/rollback-1');
    const { exitCode, refusal } = await merge({ request: 1 });
    return { exitCode, refusal, told: told.join(), isMoved: tip('next') !== base };
  }
  const refusedAs = (says: RegExp) => ({
    exitCode: 1,
    refusal: 'not-a-revert',
    told: expect.stringMatching(says),
    isMoved: false,
  });

  it('merges what a rollback made without an approval', async () => {
    broken({ 'src/a.ts': 'bad\n' });
    await judged(await rollBack(), 'interlock/rollback-1');
    const merged = await merge({ request: 1 });
    expect(merged).toMatchObject({ exitCode: 0, lane: 'revert' });
    expect(scene.git('--git-dir', scene.forge, 'show', 'next:src/a.ts')).toBe('one');
    expect(merged.link().reasons).toEqual([`takes back ${bad.slice(0, 12)}, as computed`]);
  });

  it('takes what git revert makes, of a merge too', async () => {
    broken({ 'src/a.ts': 'bad\n' });
    scene.git('switch', '-q', '-C', 'side', scene.base);
    scene.commitOn('side', { 'src/c.ts': 'c\n' });
    mergeSide();
    bad = base;
    scene.push('next');
    scene.git('switch', '-q', '-C', 'undo');
    scene.git('revert', '--no-edit', '-m', '1', bad);
    scene.push('undo');
    await judged(scene.git('rev-parse', 'HEAD'), 'undo');
    expect(await merge({ request: 1, lane: 'revert' })).toMatchObject({ exitCode: 0, lane: 'revert' });
  });

  it.each<[string, () => Promise<string>, string]>([
    ['something more', () => claimed({ files: { 'src/a.ts': 'one\n', 'src/more.ts': 'x\n' } }), 'not-a-revert'],
    ['something else', () => claimed({ files: { 'src/a.ts': 'won\n' } }), 'not-a-revert'],
    ['no commit that is named', () => claimed({ message: 'Fix the sum\n' }), 'not-a-revert'],
    ['two that are named', () => claimed({ message: `${message()}Reverts: ${scene.base}\n` }), 'not-a-revert'],
    ['one that is not there', () => claimed({ message: message().replace(bad, '1'.repeat(40)) }), 'not-a-revert'],
    ['an older tip', () => claimed({ onto: bad }), 'not-a-revert'],
  ])('refuses %s', async (_, make, refusal) => {
    broken({ 'src/a.ts': 'bad\n' });
    await judged(await make(), 'x', []);
    expect(await merge({ request: 1, lane: 'revert' })).toMatchObject({ refusal, exitCode: 1 });
    expect(tip('next')).toBe(base);
  });

  it('refuses a commit that is not on the base, and one that conflicts with later ones', async () => {
    bad = scene.commitOn('main', { 'src/a.ts': 'bad\n', 'only.md': 'x\n' });
    base = scene.commitOn('next', { 'src/a.ts': 'bad\n' });
    await judged(await claimed(), 'x', []);
    expect(await merge({ request: 1, lane: 'revert' })).toMatchObject({ refusal: 'not-a-revert' });
    expect(told.join()).toMatch(/is not on the base branch/);
    bad = base;
    base = scene.commitOn('next', { 'src/a.ts': 'later\n' });
    await judged(await claimed(), 'x', []);
    expect(await merge({ request: 1, lane: 'revert' })).toMatchObject({ refusal: 'not-a-revert' });
    expect(told.join()).toMatch(/conflicts/);
  });

  it('takes back nothing that only came with a merge: nobody judged the base without it', async () => {
    scene.git('switch', '-q', '-C', 'side', scene.base);
    scene.commitOn('side', { 'src/a.ts': 'smuggled\n' });
    bad = scene.commitOn('side', { 'src/a.ts': 'one\n' });
    mergeSide();
    scene.push('next');
    expect(await tryRollBack()).toEqual(refusedAs(/came with a merge/));
  });

  it('does not bring back what a revert took away', async () => {
    bad = scene.commitOn('next', { 'src/a.ts': 'bad\n' });
    scene.git('switch', '-q', 'next');
    scene.git('revert', '--no-edit', bad);
    bad = scene.git('rev-parse', 'HEAD');
    base = bad;
    scene.push('next');
    expect(await tryRollBack()).toEqual(refusedAs(/is a revert itself/));
  });

  it('takes back nothing that the gate takes its orders from, and nothing that is blocked', async () => {
    broken({ '.interlock/approvers': '' });
    await judged(await rollBack(), 'interlock/rollback-1');
    expect(await merge({ request: 1 })).toMatchObject({ refusal: 'revert-of-the-gate', exitCode: 1 });
    broken({ 'src/a.ts': 'bad\n' });
    await judged(await rollBack('interlock/rollback-2'), 'interlock/rollback-2', [blocks]);
    expect(await merge({ request: 2 })).toMatchObject({ refusal: 'blocked', exitCode: 1 });
  });
});
