import { createPublicKey } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sha256 } from '@interlock/core/digest';
import { publicKeyFromPem } from '@interlock/core/evidence';
import { fail, ok } from '@interlock/core/failure';
import { createLocalForge } from '../../../adapters/src/local/index.ts';
import { verifyBundle } from '../../../adapters/src/sigstore/index.ts';
import { at, blocks, end, merge, proposed, scene, start, tip, told } from '../../../../test/e2e/fixture/call-merge.ts';
import {
  asksApproval,
  otherSigner,
  pemOf,
  repositoryName,
  type MergeScene,
} from '../../../../test/e2e/fixture/merge-scene.ts';

jest.setTimeout(60_000);
beforeEach(() => start());
afterEach(end);

describe('the configuration of the base', () => {
  it.each(['config', 'agents'])('is an error under another name, and never left out: %s', async (name) => {
    scene.git('switch', '-q', 'next');
    scene.git('mv', `.interlock/${name}.yml`, `.interlock/${name}.yaml`);
    const base = scene.commitOn('next', {});
    const head = await scene.change({});
    scene.verdict(head, [], base);
    await scene.open('agent/fix');
    const { answer } = await merge({ request: 1 });
    expect(answer).toMatchObject({ error: { kind: 'malformed-file', file: `.interlock/${name}.yaml` } });
    expect(tip('next')).toBe(base);
  });
});

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
