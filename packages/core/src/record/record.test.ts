import { describe, expect, it } from '@jest/globals';
import { sha256 } from '../digest/index.ts';
import { chainEvents, eventDigest, ulid, type Event, type EventDraft } from '../event/index.ts';
import { sealPayload } from '../ledger/index.ts';
import {
  checkCase,
  claimedEntry,
  mergeEvents,
  observedEntry,
  observeOpening,
  observeOutcome,
  type CaseEntry,
} from './index.ts';

const start = Date.parse('2026-02-01T00:00:00Z');
const draft = (id: number, second: number, more: Partial<EventDraft> = {}): EventDraft => ({
  id: ulid(start, new Uint8Array(10).fill(id)),
  case: 'forge.example/team/app!7',
  type: 'sbom-generated',
  time: new Date(start + second * 1000).toISOString(),
  actor: { operation: 'generate-sbom', host: 'github' },
  subjects: [{ name: 'sbom.json', digest: sha256('x') }],
  outcome: 'done',
  facts: {},
  ...more,
});
const salt = (byte = 1) => new Uint8Array(32).fill(byte);

describe('mergeEvents', () => {
  const first = chainEvents([], [draft(1, 0), draft(2, 10), draft(3, 5)]);
  const second = chainEvents([], [draft(4, 1), draft(5, 11)]);
  const ids = (...files: readonly (readonly Event[])[]) => {
    const merged = mergeEvents(files.map((events, at) => ({ path: `${at}.jsonl`, events })));
    if (!merged.ok) throw new Error(merged.error.message);
    return merged.value.map(({ event }) => [1, 2, 3, 4, 5].find((id) => draft(id, 0).id === event.id));
  };

  it('goes by time, but never against the order of a file', () => {
    expect(ids(first, second)).toEqual([1, 4, 2, 3, 5]);
    expect(ids(second, first)).toEqual([1, 4, 2, 3, 5]);
    expect(ids()).toEqual([]);
  });

  it('takes what stands in two files once', () => {
    expect(ids(first.slice(0, 2), first)).toEqual([1, 2, 3]);
  });

  it('says what each comes after', () => {
    const merged = mergeEvents([{ path: 'a', events: first }]);
    expect(merged.ok && merged.value.map(({ after }) => after)).toEqual([undefined, first[0]?.id, first[1]?.id]);
  });

  it('refuses two events of one id', () => {
    const forged = chainEvents([], [draft(1, 0, { outcome: 'refused' })]);
    expect(
      mergeEvents([
        { path: 'a', events: first },
        { path: 'b', events: forged },
      ]),
    ).toMatchObject({ ok: false, error: { kind: 'malformed-file', file: 'b', line: 1 } });
  });
});

describe('a claimed entry', () => {
  it('is what the event says, and no more than can stay for ever', () => {
    const [event] = chainEvents([], [draft(1, 0, { facts: { author: 'Ann Example' } })]);
    if (event === undefined) throw new Error('no event');
    const { entry, payload } = claimedEntry({ event, after: undefined }, salt());
    expect(entry).toMatchObject({
      id: event.id,
      from: 'CI',
      to: 'Scanner',
      actor: 'generate-sbom@github',
      asserted_by: 'claimed',
      subjects: [sha256('x')],
      after: [],
    });
    expect(JSON.stringify(entry)).not.toContain('Ann Example');
    expect(payload?.payload).toEqual(event);
  });

  it('names many subjects by the digest of their list', () => {
    const subjects = Array.from({ length: 500 }, (_, at) => ({ name: `${at}`, digest: sha256(`${at}`) }));
    const [event] = chainEvents([], [draft(1, 0, { subjects })]);
    if (event === undefined) throw new Error('no event');
    expect(claimedEntry({ event, after: undefined }, salt()).entry.subjects).toHaveLength(1);
  });
});

const request = {
  number: 7,
  state: 'merged' as const,
  draft: false,
  title: 't',
  author: 'ann',
  branch: 'topic',
  baseBranch: 'main',
  head: 'a'.repeat(40),
  base: 'b'.repeat(40),
  mergedAs: 'c'.repeat(40),
  url: '',
};

describe('what the recorder saw', () => {
  const seen = (byte: number, now: number) =>
    observeOpening(request, { kind: 'github', ci: true, runUrl: 'https://forge.example/runs/1' }).map((one) =>
      observedEntry(one, { case: 'x!7', now, salt: salt(byte) }),
    );

  it('is the branch, the request and the pipeline', () => {
    expect(
      seen(1, start).map(({ entry }) => [entry.type, entry.from, entry.to, entry.actor, entry.asserted_by]),
    ).toEqual([
      ['branch-pushed', 'Agent', 'Repo', 'ann', 'observed'],
      ['request-opened', 'Agent', 'Repo', 'ann', 'observed'],
      ['pipeline-triggered', 'Repo', 'CI', 'forge', 'observed'],
    ]);
  });

  it('is the same entry when it is seen again', () => {
    const ids = (all: ReturnType<typeof seen>) => all.map(({ entry }) => entry.id);
    expect(ids(seen(2, start + 9000))).toEqual(ids(seen(1, start)));
    expect(new Set(ids(seen(1, start))).size).toBe(3);
  });

  it('tells of a merge only where no job did', () => {
    const status = { commit: request.head, context: 'interlock', state: 'success' as const, description: '' };
    const foreign = { ...status, context: 'lint' };
    const outcome = (told: boolean) => observeOutcome(request, [status, foreign], told).map(({ type }) => type);
    expect(outcome(true)).toEqual(['status-set']);
    expect(outcome(false)).toEqual(['status-set', 'change-merged']);
    expect(observeOutcome({ ...request, state: 'open' }, [], false)).toEqual([]);
  });
});

describe('checkCase', () => {
  const events = chainEvents([], [draft(1, 0), draft(2, 1, { type: 'policy-evaluated' }), draft(3, 2)]);
  const entries: readonly CaseEntry[] = events.map((event, index) => {
    const { entry, payload } = claimedEntry({ event, after: events[index - 1]?.id }, salt(index + 1));
    return { index, entry, payload };
  });
  const kinds = (all: readonly CaseEntry[]) =>
    checkCase('c', all).findings.map(({ index, kind }) => `${index} ${kind}`);
  const change = (at: number, more: (one: CaseEntry) => CaseEntry) =>
    entries.map((one, index) => (index === at ? more(one) : one));

  it('is content with a chain, and counts who said what', () => {
    expect(checkCase('c', entries)).toMatchObject({
      claimed: 3,
      observed: 0,
      redacted: 0,
      sources: [{ actor: 'generate-sbom@github', asserted_by: 'claimed', entries: 3 }],
      findings: [],
    });
  });

  it('counts deleted payloads, and follows the chain no further there', () => {
    const redacted = change(1, (one) => ({ ...one, payload: undefined }));
    expect(checkCase('c', redacted)).toMatchObject({ redacted: 1, findings: [] });
  });

  it.each([
    [
      'an entry that is missing',
      entries.slice(1).map((one) => ({ ...one, entry: { ...one.entry, after: [] } })),
      ['1 gap', '2 gap'],
    ],
    [
      'an event that names another before it',
      change(2, (one) => reseal(one, { previous: eventDigest(events[0] ?? draftless()) })),
      ['2 broken-chain'],
    ],
    [
      'a payload that says something else',
      change(1, (one) => reseal(one, { outcome: 'refused' })),
      ['1 payload', '2 broken-chain'],
    ],
    [
      'a payload that is no event',
      change(0, (one) => ({ ...one, payload: sealPayload({ any: 1 }, salt()) })),
      ['0 payload'],
    ],
    [
      'a route that the event does not take',
      change(1, (one) => ({ ...one, entry: { ...one.entry, from: 'Agent' } })),
      ['1 payload'],
    ],
  ])('finds %s', (_, all, expected) => {
    expect(kinds(all)).toEqual(expected);
  });

  function reseal(one: CaseEntry, more: Partial<Event>): CaseEntry {
    const event = events[one.index];
    return event === undefined ? one : { ...one, payload: sealPayload({ ...event, ...more }, salt()) };
  }
  function draftless(): never {
    throw new Error('no event');
  }
});
