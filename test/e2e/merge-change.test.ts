import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { readEvents } from './fixture/read-events.ts';
import { startJobs, type ForgeKind, type Jobs } from './fixture/merge-jobs.ts';
import { asksApproval, type MergeScene } from './fixture/merge-scene.ts';
import { git } from './bad-input/repository.ts';

// many git processes, on a machine that does other things too
jest.setTimeout(120_000);

const open: Jobs[] = [];
afterEach(async () => {
  for (const jobs of open.splice(0)) {
    const violations = jobs.violations();
    await jobs.end();
    if (violations.length > 0) throw new Error(`Not as GitHub describes it: ${violations.join('; ')}`);
  }
});

/** A change that was judged; by default of somebody whom no lane trusts. */
async function judged(
  kind: ForgeKind,
  made: Parameters<MergeScene['change']>[0],
  findings: [] | [typeof asksApproval],
) {
  let head = '';
  const jobs = await startJobs(kind, async (scene) => {
    head = await scene.change({ ...made });
    scene.verdict(head, findings);
    return [head];
  });
  open.push(jobs);
  return { ...jobs, head };
}

const ordinary = { manifest: undefined, key: undefined } as const;
const inForge = ({ scene }: Jobs, ...command: readonly string[]) => git(scene.forge, ...command);
const linkOf = ({ folder }: Jobs): unknown => JSON.parse(readFileSync(join(folder, 'merge-link.json'), 'utf8'));

async function openAndPass({ forge }: Jobs, head: string, state: 'success' | 'pending' = 'success') {
  const opened = await forge.openRequest({ branch: 'agent/fix', base: 'next', title: 'Fix', markdown: '' });
  const status = await forge.publishStatus({ commit: head, context: 'interlock', state, description: state });
  expect([opened.ok, status.ok]).toEqual([true, true]);
}

describe.each(['github', 'gitlab'] as const)('merge-change as a step of %s', (kind) => {
  const merge = (jobs: Jobs, inputs: Readonly<Record<string, string>> = { request: '1' }) =>
    jobs.run('merge-change', { verdict: 'verdict.json', ...inputs });

  it('merges by the lane default once the required check is there, and only once', async () => {
    const jobs = await judged(kind, ordinary, []);
    const { base } = jobs.scene;
    await openAndPass(jobs, jobs.head, 'pending');
    const early = await merge(jobs);
    expect(early.exitCode).toBe(1);
    expect(early.stdout + early.stderr).toMatch(/required check interlock/u);
    expect([inForge(jobs, 'rev-parse', 'next'), existsSync(join(jobs.folder, 'merge-link.json'))]).toEqual([
      base,
      false,
    ]);
    const status = { commit: jobs.head, context: 'interlock', state: 'success', description: 'merge' } as const;
    expect((await jobs.forge.publishStatus(status)).ok).toBe(true);
    for (let run = 0; run < 2; run++) {
      const ended = await merge(jobs);
      expect(`${ended.exitCode} ${ended.exitCode === 0 ? '' : ended.stdout + ended.stderr}`).toBe('0 ');
      expect(ended.stdout + ended.stderr).not.toMatch(/(?<!::add-mask::)secretOfThisTest/u);
    }
    const commit = inForge(jobs, 'rev-parse', 'next');
    expect(inForge(jobs, 'rev-list', '--first-parent', '--count', `${base}..next`)).toBe('1');
    const merged = { commit, tree: inForge(jobs, 'rev-parse', 'next^{tree}'), parents: [base, jobs.head] };
    expect(linkOf(jobs)).toMatchObject({ lane: 'default', repository: jobs.name, merged, sameTree: true });
    const done = readEvents(jobs.folder).filter(({ outcome }) => outcome === 'done');
    expect(done.map(({ type }) => type)).toEqual(['change-merged', 'change-merged']);
  });

  it('refuses a head that moved since it was judged', async () => {
    const jobs = await judged(kind, ordinary, []);
    await openAndPass(jobs, jobs.head);
    jobs.scene.commitOn('agent/fix', { 'src/a.ts': 'three\n' });
    const ended = await merge(jobs);
    expect(ended.exitCode).toBe(1);
    // told once, however many places a host has for it
    expect((ended.stdout + ended.stderr).match(/The request is at \w{12}, and \w{12} was judged/gu)).toHaveLength(1);
    expect(inForge(jobs, 'rev-parse', 'next')).toBe(jobs.scene.base);
  });

  it('waits for an approval with exit code 4, and merges with one whose use is marked on the forge', async () => {
    const jobs = await judged(kind, ordinary, [asksApproval]);
    const { base } = jobs.scene;
    await openAndPass(jobs, jobs.head);
    const without = await merge(jobs);
    expect([without.exitCode, inForge(jobs, 'rev-parse', 'next')]).toEqual([4, base]);
    const about = { head: jobs.head, base, repository: jobs.name };
    await jobs.scene.approve('normal', about, { consume: 'never' });
    const range = { base, head: jobs.head, change: '1', 'base-ref': 'next' };
    const asked = { verdict: 'verdict.json', approval: 'approval.json', ...range };
    const withApproval = { request: '1', 'approval-result': 'approval-result.json' };
    const seen = await jobs.run('verify-approval', asked);
    expect(`${seen.exitCode}: ${seen.stdout}${seen.stderr}`).toMatch(/^0:/u);
    const unmarked = await merge(jobs, withApproval);
    expect([unmarked.exitCode, inForge(jobs, 'rev-parse', 'next')]).toEqual([1, base]);
    expect(unmarked.stdout + unmarked.stderr).toMatch(/was not marked/u);
    const judgedStatus = {
      commit: jobs.head,
      context: 'interlock',
      state: 'failure',
      description: 'needs-approval',
    } as const;
    expect((await jobs.forge.publishStatus(judgedStatus)).ok).toBe(true);
    const used = await jobs.run('verify-approval', { ...asked, consume: 'remote' });
    expect(`${used.exitCode}: ${used.stdout}${used.stderr}`).toMatch(/^0:/u);
    expect(
      (await jobs.run('verify-approval', { ...asked, consume: 'remote', 'output-file': 'again.json' })).exitCode,
    ).toBe(1);
    expect(await jobs.forge.readStatuses(jobs.head)).toMatchObject({
      value: [{ context: 'interlock', state: 'success', description: expect.stringMatching(/^approved by /u) }],
    });
    const ended = await merge(jobs, withApproval);
    expect(`${ended.exitCode}: ${ended.stdout}${ended.stderr}`).toMatch(/^0:/u);
    expect(linkOf(jobs)).toMatchObject({ lane: 'default', approvalDigest: expect.stringMatching(/^sha256:/u) });
    expect(inForge(jobs, 'rev-parse', 'next^2')).toBe(jobs.head);
  });

  it('opens the request of a pushed branch itself, and merges it by the lane trusted', async () => {
    const jobs = await judged(kind, {}, []);
    const status = { commit: jobs.head, context: 'interlock', state: 'success', description: 'merge' } as const;
    expect((await jobs.forge.publishStatus(status)).ok).toBe(true);
    for (const name of ['one.json', 'two.json']) jobs.scene.reports(name);
    const pushed = { branch: 'agent/fix', 'base-ref': 'next', lane: 'trusted' };
    const ended = await merge(jobs, { ...pushed, reports: 'one.json\ntwo.json' });
    expect(`${ended.exitCode}: ${ended.stdout}${ended.stderr}`).toMatch(/^0:/u);
    expect(linkOf(jobs)).toMatchObject({ lane: 'trusted', request: 1, branch: 'agent/fix', baseBranch: 'next' });
    expect(inForge(jobs, 'rev-parse', 'next^2')).toBe(jobs.head);
  });
});
