import { describe, expect, it } from '@jest/globals';
import { sha256, type Digest } from '../digest/index.ts';
import { chainEvents, eventLine, ulid, type EventDraft } from '../event/index.ts';
import type { ParsedStatement } from '../evidence/index.ts';
import { fail, ok } from '../failure/index.ts';
import { decide } from '../verdict/index.ts';
import { audit, renderAudit, type AuditFile } from './index.ts';

const digest = (text: string): Digest => sha256(text);
const file = (path: string, content: unknown): AuditFile => {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return { path, digest: sha256(text), text };
};
const trust = {
  keys: [],
  approvers: [],
  approvable: [],
  verifyBundle: () => fail('not-verified', 'Nobody listed signed this.'),
};
const failing = (...files: readonly AuditFile[]) =>
  audit(files, trust)
    .checks.filter(({ state }) => state === 'fails')
    .map((check) => `${check.file}: ${check.says}`);

const time = '2026-02-01T00:00:00.000Z';
const deployment = (running: Digest | undefined, result: 'deployed' | 'failed' = 'deployed') =>
  file('deployment.json', {
    schema: 'interlock/deployment/v1',
    environment: 'production',
    store: 'store',
    reference: 'release',
    manifest: digest('manifest'),
    artifact: { digest: digest('bad'), size: 3, path: 'app.tgz' },
    provenance: { bundle: digest('bundle'), signer: 'ann', commit: 'a'.repeat(40) },
    sboms: [],
    passedOver: [],
    startedAt: time,
    finishedAt: time,
    answer: { hook: 'done', says: 'ok', ...(running === undefined ? {} : { running }) },
    result,
    deployment: {
      digest: digest('bad'),
      path: 'app.tgz',
      bundle: 'b.json',
      commit: 'a'.repeat(40),
      environment: 'production',
      deployedAt: time,
      outcome: 'success',
    },
  });
const rollback = (bad: Digest, target: Digest, outcome: 'done' | 'failed' = 'done') =>
  file('rollback.json', {
    schema: 'interlock/rollback/v1',
    environment: 'production',
    bad: { digest: bad, commit: 'a'.repeat(40) },
    attempt: 1,
    status: 'complete',
    startedAt: time,
    target: { digest: target, path: 'app.tgz', bundle: 'b.json', commit: 'b'.repeat(40) },
    steps: [{ name: 'traffic', outcome, startedAt: time }],
    earlier: [],
  });
const verdict = (asks: 'show' | 'approval' | 'block') =>
  file(
    'verdict.json',
    decide({ policy: { name: 'pack:x' }, evaluated: [], notEvaluated: [] }, [{ policy: 'p', asks, message: 'm' }]),
  );

describe('audit of a release', () => {
  it('holds where what was taken back is what was deployed', () => {
    expect(failing(deployment(digest('bad')), rollback(digest('bad'), digest('good')))).toEqual([]);
  });

  it.each([
    ['another artifact runs', [deployment(digest('other'))], /target did not say that it runs/],
    ['it is rolled back to itself', [rollback(digest('bad'), digest('bad'))], /the very artifact/],
    ['a step is not done', [rollback(digest('bad'), digest('good'), 'failed')], /traffic is not done/],
    [
      'another artifact is taken back',
      [deployment(undefined), rollback(digest('x'), digest('good'))],
      /than the one deployed/,
    ],
    [
      'a change is let in against its verdict',
      [deployment(undefined), verdict('approval')],
      /without an approval that holds/,
    ],
    ['a blocked change is let in', [deployment(undefined), verdict('block')], /says blocked/],
  ])('fails where %s', (_, files, says) => {
    expect(failing(...files)).toEqual([expect.stringMatching(says)]);
  });

  it('asks for no approval where the verdict is merge', () => {
    expect(failing(deployment(undefined), verdict('show'))).toEqual([]);
  });
});

describe('audit of copies', () => {
  const right = 'export {};';
  const sums = file('release/checksums.txt', `${digest(right).slice('sha256:'.length)}  app.mjs\n`);

  it('compares the file beside what names it, although a copy elsewhere is right', () => {
    const copy = file('candidate/app.mjs', right);
    expect(failing(sums, copy, file('release/app.mjs', right))).toEqual([]);
    expect(failing(sums, copy, file('release/app.mjs', 'owned'))).toEqual([
      'release/app.mjs: has another digest than release/checksums.txt says',
    ]);
    expect(failing(sums, copy)).toEqual([]);
    expect(failing(sums, file('candidate/app.mjs', 'owned'))).toEqual([
      'candidate/app.mjs: has another digest than release/checksums.txt says',
    ]);
  });

  it('compares the file whose name a bundle has, however its subject calls it', () => {
    const statement: ParsedStatement = {
      _type: 'https://in-toto.io/Statement/v1',
      predicateType: 'https://slsa.dev/provenance/v1',
      subject: [{ name: '/job/dist/app.mjs', digest: { sha256: digest(right).slice('sha256:'.length) } }],
      predicate: {},
    };
    const key = { spki: new Uint8Array(), fingerprint: digest('key') };
    const trusting = { keys: [], approvers: [], approvable: [], verifyBundle: () => ok({ statement, key }) };
    const bundle = file('release/app.mjs.sigstore.json', {});
    const failed = (content: string) =>
      audit([bundle, file('candidate/app.mjs', right), file('release/app.mjs', content)], trusting)
        .checks.filter(({ state }) => state === 'fails')
        .map((check) => `${check.file}: ${check.says}`);
    expect(failed(right)).toEqual([]);
    expect(failed('owned')).toEqual([
      'release/app.mjs: is not the file that release/app.mjs.sigstore.json was signed for',
    ]);
  });
});

describe('audit of events', () => {
  const draft = (id: number, more: Partial<EventDraft> = {}): EventDraft => ({
    id: ulid(id, new Uint8Array(10)),
    case: 'local',
    type: 'change-merged',
    time,
    actor: { operation: 'merge-change', host: 'github' },
    subjects: [],
    outcome: 'done',
    facts: {},
    ...more,
  });
  const events = (...drafts: readonly EventDraft[]) =>
    file('events.jsonl', chainEvents([], drafts).map(eventLine).join(''));

  it('fails where a time goes back by more than clocks differ', () => {
    expect(failing(events(draft(1), draft(2, { time: '2026-01-31T23:59:30.000Z' })))).toEqual([]);
    expect(failing(events(draft(1), draft(2, { time: '2026-01-31T23:58:00.000Z' })))).toEqual([
      'events.jsonl: line 2 is of an earlier time than the line before',
    ]);
  });

  it('compares a file with the last event that names it', () => {
    const named = (text: string) => ({ subjects: [{ name: '/job/out/a.txt', digest: digest(text) }] });
    const chain = events(draft(1, named('old')), draft(2, named('new')));
    expect(failing(chain, file('a.txt', 'new'))).toEqual([]);
    expect(failing(chain, file('a.txt', 'old'))).toEqual(['a.txt: is not the file that events.jsonl names']);
  });

  it('counts a merge that an event tells of as letting in', () => {
    expect(failing(events(draft(1)), verdict('approval'))).toHaveLength(1);
    expect(failing(events(draft(1, { outcome: 'refused' })), verdict('approval'))).toEqual([]);
  });
});

it('shows hostile names as text', () => {
  const shown = renderAudit(audit([file('a|b`<img>.json', '{'), file('x.sigstore.json', '{}')], trust));
  expect(shown).not.toMatch(/[^\\]\|b/);
  expect(shown).toContain('**failed**');
  expect(shown).toContain('Nobody listed signed this.');
});
