import { execFileSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sha256 } from '@interlock/core/digest';
import { publicKeyFromPem } from '@interlock/core/evidence';
import { fail, ok } from '@interlock/core/failure';
import type { MergeLink } from '@interlock/core/merge-link';
import type { PolicyFinding } from '@interlock/core/verdict';
import { systemClock } from '../../../adapters/src/clock/index.ts';
import { checkOutputs, readFile, writeFiles } from '../../../adapters/src/filesystem/index.ts';
import { openRepository, revertCommit, revertedTree } from '../../../adapters/src/git/index.ts';
import { loadSigningKey } from '../../../adapters/src/keys/index.ts';
import { createLocalForge, predictMerge } from '../../../adapters/src/local/index.ts';
import { signStatement, verifyBundle } from '../../../adapters/src/sigstore/index.ts';
import { handleMergeChange, type MergeChangePorts } from './index.ts';
import {
  agentsFile,
  asksApproval,
  makeMergeScene,
  otherSigner,
  pemOf,
  repositoryName,
  type MergeScene,
} from '../../../../test/e2e/fixture/merge-scene.ts';
import type { Inputs } from './ports.ts';

jest.setTimeout(60_000);

const blocks: PolicyFinding = { policy: 'secret-in-diff', asks: 'block', message: 'a key' };

let folder = '';
let scene: MergeScene;
let told: string[] = [];
const at = (name: string) => join(folder, name);
const start = (files: Readonly<Record<string, string>> = {}) => {
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
  folder = mkdtempSync(join(tmpdir(), 'interlock-merge-'));
  scene = makeMergeScene(folder, files);
  told = [];
};
beforeEach(() => start());
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function merge(inputs: Partial<Inputs> = {}, ports: Partial<MergeChangePorts> = {}) {
  const all: Inputs = {
    verdict: at('verdict.json'),
    request: undefined,
    branch: undefined,
    baseRef: undefined,
    lane: 'auto',
    method: undefined,
    approvalResult: undefined,
    reports: [],
    expectedHead: undefined,
    requiredChecks: [],
    repository: scene.forge,
    repositoryName,
    outputFile: at('merge-link.json'),
    bundleFile: at('merge-link.sigstore.json'),
    key: undefined,
    signingKey: undefined,
    token: undefined,
    ...inputs,
  };
  const answer = await handleMergeChange(all, {
    openRepository,
    checkOutputs,
    readFile,
    writeFiles,
    forge: createLocalForge({ repository: scene.forge }),
    mergedTree: predictMerge,
    revertedTree,
    fetchCommit: async () => ok(undefined),
    verifyBundle,
    loadSigningKey: loadSigningKey({ configFolder: folder, announce: () => {} }),
    signStatement,
    clock: systemClock,
    runContext: { kind: 'terminal', ci: true },
    reporter: {
      info: () => {},
      progress: () => {},
      annotate: ({ message, title }) => void told.push(`${title}: ${message}`),
      summary: (text) => void told.push(text),
    },
    ...ports,
  });
  return {
    answer,
    link: () => JSON.parse(readFileSync(at('merge-link.json'), 'utf8')) as MergeLink,
    refusal: answer.ok ? answer.value.outputs.refusal : answer.error.kind,
    exitCode: answer.ok ? answer.value.exitCode : answer.error.message,
    lane: answer.ok ? answer.value.outputs.lane : undefined,
  };
}

const tip = (branch: string) =>
  execFileSync('git', ['--git-dir', scene.forge, 'rev-parse', branch], { encoding: 'utf8' }).trim();

/** A change by an ordinary branch, judged, checked and open as request 1. */
async function proposed(findings: readonly PolicyFinding[] = [], made: Parameters<MergeScene['change']>[0] = {}) {
  const head = await scene.change({ manifest: undefined, key: undefined, ...made });
  scene.verdict(head, findings);
  await scene.succeed(head);
  await scene.open(made.branch ?? 'agent/fix');
  return head;
}

describe('the lane default', () => {
  it.each(['merge', 'squash', 'rebase'] as const)(
    'merges by %s and links what was judged to what it became',
    async (method) => {
      const head = await proposed();
      writeFileSync(at('key.pem'), pemOf(otherSigner));
      const { answer, link } = await merge({ request: 1, method, key: at('key.pem') });
      expect(answer).toMatchObject({
        value: { exitCode: 0, outputs: { result: 'merged', lane: 'default', request: '1', mergedCommit: tip('next') } },
      });
      const tree = scene.git('rev-parse', `${head}^{tree}`);
      expect(link()).toMatchObject({
        schema: 'interlock/merge-link/v1',
        repository: repositoryName,
        method,
        base: scene.base,
        head,
        headTree: tree,
        judgedTree: tree,
        sameTree: true,
        merged: { commit: tip('next'), tree, parents: method === 'merge' ? [scene.base, head] : [scene.base] },
        verdictDigest: sha256(readFileSync(at('verdict.json'))),
      });
      expect(link()).not.toHaveProperty('approvalDigest');
      const key = publicKeyFromPem(publicPem(), 'key');
      const verified = verifyBundle(readFileSync(at('merge-link.sigstore.json')), {
        keys: key.ok ? [key.value] : [],
        file: 'b',
      });
      const { schema: _, ...predicate } = link();
      expect(verified).toMatchObject({
        value: {
          statement: {
            predicateType: 'urn:interlock:attestation:merge-link:v0.1',
            subject: [{ digest: { gitCommit: tip('next') } }],
            predicate,
          },
        },
      });
    },
  );

  it('answers the same when it is asked again after it was cut off', async () => {
    await proposed();
    const first = await merge({ request: 1 });
    const text = readFileSync(at('merge-link.json'), 'utf8');
    rmSync(at('merge-link.json'));
    const again = await merge({ request: 1 });
    expect(again.answer).toEqual(first.answer);
    expect(readFileSync(at('merge-link.json'), 'utf8')).toBe(text);
  });

  it('needs an approval where the verdict asks for one, about this very change and marked as used', async () => {
    const head = await proposed([asksApproval]);
    expect(await merge({ request: 1 })).toMatchObject({ refusal: 'needs-approval', exitCode: 4 });
    const about = { head, base: scene.base };
    await scene.approve('normal', about, { consume: 'never' });
    const given = { request: 1, approvalResult: at('approval-result.json') };
    expect(await merge(given)).toMatchObject({ refusal: 'approval-not-marked', exitCode: 1 });
    await scene.approve('normal', about);
    const approved = readFileSync(at('approval-result.json'), 'utf8');
    for (const [from, to] of [
      [/"change": 1/, '"change": 2'],
      [/"head": "[0-9a-f]{40}"/, `"head": "${'1'.repeat(40)}"`],
      [/"findingsDigest": "sha256:[0-9a-f]{64}"/, `"findingsDigest": "${sha256('other')}"`],
      [/"requestDigest": "sha256:[0-9a-f]{64}"/, `"requestDigest": "${sha256('other')}"`],
    ] as const) {
      writeFileSync(at('approval-result.json'), approved.replace(from, to));
      expect(await merge(given)).toMatchObject({ refusal: 'approval-for-another-change', exitCode: 1 });
    }
    writeFileSync(at('approval-result.json'), approved.replace('"approved"', '"refused"'));
    expect(await merge(given)).toMatchObject({ refusal: 'approval-refused', exitCode: 1 });
    expect(tip('next')).toBe(scene.base);
    writeFileSync(at('approval-result.json'), approved);
    const merged = await merge(given);
    expect(merged).toMatchObject({ exitCode: 0, lane: 'default' });
    expect(merged.link().approvalDigest).toBe(sha256(approved));
  });

  it('says that the approval is used up where the merge fails', async () => {
    const head = await proposed([asksApproval]);
    await scene.approve('normal', { head, base: scene.base });
    const forge = {
      ...createLocalForge({ repository: scene.forge }),
      mergeRequest: async () => fail('bad-repository', 'The branch moved.'),
    };
    const failed = await merge({ request: 1, approvalResult: at('approval-result.json') }, { forge });
    expect(failed).toMatchObject({ refusal: 'merge-failed', exitCode: 1 });
    expect(told.join()).toMatch(/The branch moved\. The approval is used up by this attempt/);
  });

  it('lets nothing pass that is blocked, and nothing that could not be judged', async () => {
    const head = await proposed([blocks]);
    expect(await merge({ request: 1 })).toMatchObject({ refusal: 'blocked', exitCode: 1 });
    const verdict = readFileSync(at('verdict.json'), 'utf8');
    writeFileSync(
      at('verdict.json'),
      JSON.stringify({ ...(JSON.parse(verdict) as object), undecided: { kind: 'internal', message: 'no' } }),
    );
    expect(await merge({ request: 1 })).toMatchObject({ refusal: 'undecided', exitCode: 3 });
    expect(tip('agent/fix')).toBe(head);
  });

  it('refuses a head or a base that moved, a draft check and a closed request', async () => {
    const head = await proposed();
    expect(await merge({ request: 1, expectedHead: scene.base })).toMatchObject({ refusal: 'head-moved' });
    await scene.succeed(head, 'pending');
    expect(await merge({ request: 1 })).toMatchObject({ refusal: 'check-missing', exitCode: 1 });
    await scene.succeed(head, 'failure');
    expect(await merge({ request: 1 })).toMatchObject({ refusal: 'check-not-successful' });
    await scene.succeed(head);
    expect(await merge({ request: 1, requiredChecks: ['ci'] })).toMatchObject({ refusal: 'check-missing' });
    scene.commitOn('next', { 'other.md': 'x\n' });
    expect(await merge({ request: 1 })).toMatchObject({ refusal: 'base-moved' });
    scene.commitOn('agent/fix', { 'src/a.ts': 'three\n' });
    expect(await merge({ request: 1 })).toMatchObject({ refusal: 'head-moved' });
    expect(told.join()).toMatch(/judge it again/);
  });

  it('is told where the forge made something else of it', async () => {
    await proposed();
    const wrong = scene.git('rev-parse', `${scene.base}^{tree}`);
    const merged = await merge({ request: 1 }, { mergedTree: async () => ok(wrong) });
    expect(merged).toMatchObject({ refusal: 'merged-tree-differs', exitCode: 1, lane: 'default' });
    expect(merged.link()).toMatchObject({ sameTree: false, judgedTree: wrong });
  });

  it('judges the result of a merge where the base had gone on before it was judged', async () => {
    const head = await scene.change({ manifest: undefined });
    const base = scene.commitOn('next', { 'other.md': 'x\n' });
    scene.verdict(head, [], base);
    await scene.succeed(head);
    await scene.open('agent/fix');
    const { link } = await merge({ request: 1 });
    expect(link()).toMatchObject({ sameTree: true, base });
    expect(link().judgedTree).not.toBe(link().headTree);
  });

  it('refuses a conflict before anything is used up', async () => {
    const head = await scene.change({ manifest: undefined });
    const base = scene.commitOn('next', { 'src/a.ts': 'three\n' });
    scene.verdict(head, [], base);
    await scene.succeed(head);
    await scene.open('agent/fix');
    expect(await merge({ request: 1 })).toMatchObject({ refusal: 'conflict', exitCode: 1 });
  });
});

describe('the lane trusted', () => {
  const runs = () => ['one.json', 'two.json'].map((name) => scene.reports(name));
  const trusted = async (made: Parameters<MergeScene['change']>[0] = {}, findings: readonly PolicyFinding[] = []) => {
    const head = await scene.change(made);
    scene.verdict(head, findings);
    await scene.succeed(head);
    return head;
  };
  const pushed = { branch: 'agent/fix', baseRef: 'next' };

  it('opens the request for a pushed branch and merges it', async () => {
    await trusted();
    const merged = await merge({ ...pushed, reports: runs() });
    expect(merged).toMatchObject({ exitCode: 0, lane: 'trusted' });
    expect(merged.link()).toMatchObject({ request: 1, lane: 'trusted', reasons: ['the agent is trusted with it'] });
  });

  const dropped = async (reason: RegExp, inputs: Partial<Inputs> = {}) => {
    const merged = await merge({ ...pushed, reports: runs(), ...inputs });
    expect(merged).toMatchObject({ exitCode: 0, lane: 'default' });
    expect(merged.link().reasons.join('\n')).toMatch(reason);
    expect(told.join()).toContain('not trusted');
    return merged;
  };

  it.each<[string, Parameters<MergeScene['change']>[0], RegExp]>([
    [
      'no signature on a commit',
      { key: undefined },
      /^not trusted: 1 commits are not signed with its key, such as \w{7}$/,
    ],
    ['the signature of another', { key: otherSigner }, /not signed with its key/],
    ['no manifest', { manifest: undefined }, /it brings no manifest/],
    [
      'a manifest that another signed',
      { manifestKey: otherSigner },
      /^not trusted: its manifest is not signed with its own key$/,
    ],
    [
      'a manifest of another workspace',
      { manifest: (t) => t.replace('ws-1/9', 'ws-10/9') },
      /is not of the workspace ws-1/,
    ],
    [
      'an agent that is not listed',
      { manifest: (t) => t.replace('name: coder', 'name: stranger') },
      /stranger is not in/,
    ],
    [
      'the name of what every object has',
      { manifest: (t) => t.replace('name: coder', 'name: constructor') },
      /constructor is not in/,
    ],
    [
      'a manifest that is exceeded',
      { manifest: (t) => t.replace('lines: 200', 'lines: 1') },
      /its manifest is exceeded/,
    ],
    ['a path outside', { files: { 'lib/b.ts': 'x\n' } }, /^not trusted: 1 paths \(lib\/b\.ts\) outside its modules$/],
    ['too many lines', { files: { 'src/a.ts': 'x\n'.repeat(30) } }, /31 lines, and at most 20/],
    [
      'too many files',
      { files: Object.fromEntries(['a', 'b', 'c', 'd'].map((n) => [`docs/${n}`, 'x\n'])) },
      /4 paths, and at most 3/,
    ],
    [
      'a file of the gate',
      { files: { '.interlock/config.yml': 'merge: { requiredChecks: [] }\n' } },
      /that CI or the gate takes orders from/,
    ],
    [
      'a file of CI',
      { files: { '.github/workflows/x.yml': 'on: push\njobs: {}\n' } },
      /that CI or the gate takes orders from/,
    ],
  ])('drops to default for %s', async (_, made, reason) => {
    await trusted(made);
    await dropped(reason);
  });

  it('counts both ends of a rename', async () => {
    start({ 'lib/b.ts': 'some lines\nof a file\nthat is renamed\n' });
    scene.git('switch', '-q', '-C', 'agent/fix', 'next');
    scene.git('rm', '-q', 'lib/b.ts');
    scene.git('commit', '-q', '-m', 'x');
    const tree = scene.git('rev-parse', 'HEAD');
    scene.git('branch', '-f', 'gone', tree);
    const head = await scene.change({
      files: { 'src/b.ts': 'some lines\nof a file\nthat is renamed\n' },
      onto: 'gone',
    });
    scene.verdict(head);
    await scene.succeed(head);
    await dropped(/paths \(lib\/b\.ts\) outside its modules/);
  });

  it.each<[string, (text: string) => string, RegExp]>([
    ['expired', (t) => t.replace('2099', '2020'), /its entry in agents\.yml expired at 2020/],
    [
      'for a key that is not listed',
      (t) => t.replace(/key: \S+/, `key: SHA256:${'A'.repeat(43)}`),
      /does not list its key/,
    ],
    [
      'of an agent that vouches for itself',
      (t) => t.replace('ann@', 'coder@'),
      /its validator is the holder of its own key/,
    ],
    ['for another branch', (t) => t.replace('[next]', '[dev/*]'), /next is none of its branches/],
  ])('drops to default for an entry %s', async (_, edit, reason) => {
    start({ '.interlock/agents.yml': edit(agentsFile) });
    await trusted();
    await dropped(reason);
  });

  it('drops to default for a production branch, a warning, and where no check is required', async () => {
    start({ '.interlock/config.yml': 'merge: { production: [next] }\n' });
    const shows: PolicyFinding = { policy: 'new-direct-dependency', asks: 'show', message: 'x' };
    await trusted({}, [shows]);
    const { link } = await dropped(/next is a production branch/);
    expect(link().reasons.join()).toMatch(/the verdict is warn \(merge\).*no check is required/);
  });

  it('drops to default without a second run of the tests', async () => {
    await trusted();
    await dropped(/2 runs of its tests are needed, and reports of 1 were given/, { reports: runs().slice(1) });
  });

  it('asks as default does once it dropped there, and says why it did', async () => {
    await trusted({ files: { 'lib/b.ts': 'x\n' } }, [asksApproval]);
    expect(await merge({ ...pushed, lane: 'trusted', reports: runs() })).toMatchObject({
      refusal: 'needs-approval',
      exitCode: 4,
    });
    expect(told.join()).toMatch(/outside its modules/);
    expect(tip('next')).toBe(scene.base);
  });
});

describe('the lane hotfix', () => {
  const hot = {
    branch: 'hotfix/sum',
    message: 'Fix the sum\n\nInterlock-Kind: hotfix\n',
    manifest: (text: string) => text.replace('kind: normal', 'kind: hotfix'),
  };
  const given = () => ({ request: 1, approvalResult: at('approval-result.json') });

  it('needs somebody on call, also where the policy has nothing to say', async () => {
    const head = await proposed([], { ...hot, key: undefined });
    expect(await merge({ request: 1 })).toMatchObject({ refusal: 'needs-approval', exitCode: 4 });
    const about = { head, base: scene.base };
    await scene.approve('hotfix', about, { by: 'ann', findings: [] });
    expect(await merge(given())).toMatchObject({ refusal: 'not-on-call', exitCode: 1 });
    await scene.approve('hotfix', { ...about, nonce: '1'.repeat(32) }, { by: 'bob', findings: [] });
    const merged = await merge(given());
    expect(merged).toMatchObject({ exitCode: 0, lane: 'hotfix' });
    expect(merged.link().approvalDigest).toBe(sha256(readFileSync(at('approval-result.json'))));
  });

  it('takes no approval of kind normal', async () => {
    const head = await proposed([asksApproval], hot);
    await scene.approve('normal', { head, base: scene.base }, { by: 'bob' });
    expect(await merge(given())).toMatchObject({ refusal: 'approval-of-another-kind' });
  });

  it.each<[string, Parameters<MergeScene['change']>[0]]>([
    ['no branch of that name', { branch: 'agent/sum' }],
    ['no trailer', { message: 'Fix the sum\n' }],
    ['a manifest of kind normal', { manifest: (text) => text }],
    ['no manifest', { manifest: undefined }],
    ['a manifest that expired', { manifest: (text) => hot.manifest(text).replace('2099', '2020') }],
  ])('is refused for %s, and drops nowhere', async (_, wrong) => {
    const head = await proposed([], { ...hot, ...wrong });
    expect(await merge({ request: 1 })).toMatchObject({ refusal: 'not-a-hotfix', exitCode: 1 });
    expect(tip('next')).toBe(scene.base);
    expect(tip(wrong.branch ?? hot.branch)).toBe(head);
  });
});

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
  async function judged(head: string, branch: string, findings: readonly PolicyFinding[] = [asksApproval]) {
    scene.verdict(head, findings, base);
    await scene.succeed(head);
    await scene.open(branch);
  }

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
    scene.git('switch', '-q', 'next');
    scene.git('merge', '-q', '--no-ff', '-m', 'merge side', 'side');
    bad = scene.git('rev-parse', 'HEAD');
    base = bad;
    scene.push('next');
    scene.git('switch', '-q', '-C', 'undo');
    scene.git('revert', '--no-edit', '-m', '1', bad);
    scene.push('undo');
    await judged(scene.git('rev-parse', 'HEAD'), 'undo');
    expect(await merge({ request: 1, lane: 'revert' })).toMatchObject({ exitCode: 0, lane: 'revert' });
  });

  it.each<[string, () => Promise<string>, string]>([
    [
      'something more',
      () =>
        scene.change({
          branch: 'x',
          onto: 'next',
          manifest: undefined,
          message: message(),
          files: { 'src/a.ts': 'one\n', 'src/more.ts': 'x\n' },
        }),
      'not-a-revert',
    ],
    [
      'something else',
      () =>
        scene.change({
          branch: 'x',
          onto: 'next',
          manifest: undefined,
          message: message(),
          files: { 'src/a.ts': 'won\n' },
        }),
      'not-a-revert',
    ],
    [
      'no commit that is named',
      () => scene.change({ branch: 'x', onto: 'next', manifest: undefined, files: { 'src/a.ts': 'one\n' } }),
      'not-a-revert',
    ],
    [
      'two that are named',
      () =>
        scene.change({
          branch: 'x',
          onto: 'next',
          manifest: undefined,
          message: `${message()}Reverts: ${scene.base}\n`,
          files: { 'src/a.ts': 'one\n' },
        }),
      'not-a-revert',
    ],
    [
      'one that is not there',
      () =>
        scene.change({
          branch: 'x',
          onto: 'next',
          manifest: undefined,
          message: message().replace(bad, '1'.repeat(40)),
          files: { 'src/a.ts': 'one\n' },
        }),
      'not-a-revert',
    ],
    [
      'an older tip',
      () =>
        scene.change({
          branch: 'x',
          onto: bad,
          manifest: undefined,
          message: message(),
          files: { 'src/a.ts': 'one\n' },
        }),
      'not-a-revert',
    ],
  ])('refuses %s', async (_, make, refusal) => {
    broken({ 'src/a.ts': 'bad\n' });
    await judged(await make(), 'x', []);
    expect(await merge({ request: 1, lane: 'revert' })).toMatchObject({ refusal, exitCode: 1 });
    expect(tip('next')).toBe(base);
  });

  it('refuses a commit that is not on the base, and one that conflicts with later ones', async () => {
    bad = scene.commitOn('main', { 'src/a.ts': 'bad\n', 'only.md': 'x\n' });
    base = scene.commitOn('next', { 'src/a.ts': 'bad\n' });
    const make = () =>
      scene.change({ branch: 'x', manifest: undefined, message: message(), files: { 'src/a.ts': 'one\n' } });
    await judged(await make(), 'x', []);
    expect(await merge({ request: 1, lane: 'revert' })).toMatchObject({ refusal: 'not-a-revert' });
    expect(told.join()).toMatch(/is not on the base branch/);
    bad = base;
    base = scene.commitOn('next', { 'src/a.ts': 'later\n' });
    await judged(await make(), 'x', []);
    expect(await merge({ request: 1, lane: 'revert' })).toMatchObject({ refusal: 'not-a-revert' });
    expect(told.join()).toMatch(/conflicts/);
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

it('needs a verdict that binds, a name, one of request and branch, and the method that the base asks for', async () => {
  const head = await proposed();
  expect((await merge({ request: 1, branch: 'x' })).answer).toMatchObject({ error: { kind: 'usage' } });
  expect((await merge()).answer).toMatchObject({ error: { kind: 'usage', hint: expect.stringMatching(/request/) } });
  expect((await merge({ branch: 'agent/fix' })).answer).toMatchObject({
    error: { message: expect.stringMatching(/base-ref/) },
  });
  expect((await merge({ request: 1, repositoryName: undefined })).answer).toMatchObject({ error: { kind: 'usage' } });
  expect((await merge({ request: 1 }, { forge: undefined })).answer).toMatchObject({ error: { kind: 'usage' } });
  writeFileSync(at('verdict.json'), readFileSync(at('verdict.json'), 'utf8').replace(`"head":"${head}",`, ''));
  expect((await merge({ request: 1 })).answer).toMatchObject({
    error: { kind: 'malformed-file', message: expect.stringMatching(/its head/) },
  });
  start({ '.interlock/config.yml': 'merge: { method: squash }\n' });
  await proposed();
  expect((await merge({ request: 1, method: 'merge' })).answer).toMatchObject({
    error: { kind: 'usage', message: expect.stringMatching(/asks for squash/) },
  });
  expect(await merge({ request: 1 })).toMatchObject({ exitCode: 0 });
});

function publicPem(): string {
  return createPublicKey(pemOf(otherSigner)).export({ type: 'spki', format: 'pem' }).toString();
}
