import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sha256 } from '../digest/index.ts';
import { fail, ok, type Result } from '../failure/index.ts';
import type { RunContext } from '../ports/index.ts';
import {
  caseOf,
  chainEvents,
  createRecorder,
  defaultEventsFile,
  eventLine,
  readEvents,
  ulid,
  type Event,
  type EventDraft,
  type EventInputs,
} from './index.ts';

const time = Date.parse('2026-02-01T00:00:00Z');
const draft = (id: number, more: Partial<EventDraft> = {}): EventDraft => ({
  id: ulid(time, new Uint8Array(10).fill(id)),
  case: 'forge.example/team/app!7',
  type: 'sbom-generated',
  time: '2026-02-01T00:00:00.000Z',
  actor: { operation: 'generate-sbom', host: 'github' },
  subjects: [{ name: 'sbom.json', digest: sha256('x') }],
  outcome: 'done',
  facts: { components: 3 },
  ...more,
});
const three = chainEvents([], [draft(1), draft(2), draft(3)]);
const text = three.map(eventLine).join('');

describe('ulid', () => {
  it('is that of the specification', () => {
    expect(ulid(1_469_918_176_385, new Uint8Array(10))).toBe('01ARYZ6S410000000000000000');
    expect(ulid(0, new Uint8Array(10).fill(255))).toBe('0000000000ZZZZZZZZZZZZZZZZ');
  });
});

describe('a chain of events', () => {
  it('names in each line the digest of the line before', () => {
    const lines = text.split('\n');
    expect(three.map(({ previous }) => previous)).toEqual([null, sha256(lines[0] ?? ''), sha256(lines[1] ?? '')]);
    expect(readEvents(text, 'e')).toEqual(ok(three));
    expect(readEvents('', 'e')).toEqual(ok([]));
  });

  it('goes on behind the events that are there', () => {
    const [first, ...others] = three;
    expect(chainEvents(first === undefined ? [] : [first], [draft(2), draft(3)])).toEqual(others);
  });

  const line = (index: number, change: (line: string) => string) =>
    text
      .split('\n')
      .map((one, at) => (at === index ? change(one) : one))
      .join('\n');
  it.each([
    ['a line that was taken out', text.split('\n').toSpliced(1, 1).join('\n'), 2, /changed or is missing/],
    ['the first line taken out', text.split('\n').slice(1).join('\n'), 1, /changed or is missing/],
    ['two lines in another order', [2, 1, 3].map((at) => `${text.split('\n')[at - 1] ?? ''}\n`).join(''), 1, /missing/],
    ['a fact that was changed', line(0, (one) => one.replace('":3', '":4')), 2, /changed or is missing/],
    [
      'an unknown type',
      line(2, (one) => one.replace('sbom-generated', 'sbom-imagined')),
      3,
      /no interlock\/event\/v1: type/,
    ],
    ['another schema', line(0, (one) => one.replace('event/v1', 'event/v9')), 1, /no interlock\/event\/v1: schema/],
    ['blanks', line(1, (one) => one.replace('{', '{ ')), 2, /not canonical/],
    ['a key twice', line(0, (one) => one.replace('{', '{"case":"b",')), 1, /not canonical/],
    ['no JSON', line(1, () => 'x'), 2, /not valid JSON/],
    ['an empty line', `${text}\n`, 4, /not valid JSON/],
    ['an end that is cut off', text.slice(0, -1), 3, /cut off/],
    [
      'an id twice',
      chainEvents([], [draft(1), draft(1)])
        .map(eventLine)
        .join(''),
      2,
      /id stands on an earlier line/,
    ],
  ])('is refused with %s', (_, changed, at, says) => {
    const read = readEvents(changed, 'events.jsonl');
    expect(read).toMatchObject({ ok: false, error: { kind: 'malformed-file', file: 'events.jsonl', line: at } });
    expect(read.ok ? '' : read.error.message).toMatch(says);
  });

  it('shows every change of a byte but in its last line, whose digest nothing names yet', () => {
    const last = text.lastIndexOf('\n', text.length - 2);
    fc.assert(
      fc.property(fc.nat({ max: last }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bytes = Buffer.from(text);
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        expect(readEvents(new TextDecoder().decode(bytes), 'e').ok).toBe(false);
      }),
    );
  });
});

const github: RunContext = {
  kind: 'github',
  ci: true,
  repository: { slug: 'team/app', server: 'https://forge.example', apiUrl: '', id: '1' },
  changeRequest: { number: 7, base: 'a'.repeat(40), head: 'b'.repeat(40), baseBranch: 'main' },
  ref: 'refs/pull/7/merge',
  runUrl: 'https://forge.example/runs/1',
};

describe('caseOf', () => {
  it('is the change request, else the ref, and nothing on a terminal', () => {
    expect(caseOf(github)).toBe('forge.example/team/app!7');
    const { changeRequest: _, ...push } = github;
    expect(caseOf({ ...push, ref: 'refs/heads/é x' })).toBe('forge.example/team/app@refs/heads/%C3%A9%20x');
    expect(caseOf({ kind: 'terminal', ci: false })).toBeUndefined();
  });
});

describe('the recorder', () => {
  function scene(runContext: RunContext, before: readonly Event[] = []) {
    const files = new Map<string, readonly Event[]>();
    const read = (path: string) => files.get(path) ?? before;
    const recorder = createRecorder({
      readEventFile: async (path) => ok(read(path)),
      appendEvents: async (path, next) => {
        const events = next(read(path));
        if (!events.ok) return events;
        files.set(path, [...read(path), ...events.value]);
        return ok(undefined);
      },
      hashFile: async (path): Promise<Result<{ readonly digest: ReturnType<typeof sha256>; readonly size: number }>> =>
        path === 'gone.json' ? fail('missing-file', 'no') : ok({ digest: sha256(path), size: 1 }),
      clock: { now: () => time },
      random: () => new Uint8Array(10),
      runContext,
    });
    const outputs = {
      'bundle-path': 'b.json',
      'chart-path': '',
      'old-path': 'gone.json',
      'subject-digest': `${sha256('1')}\n${sha256('2')}`,
      result: 'pass',
    };
    const happening = { operation: 'sign-artifact', type: 'artifact-signed', outcome: 'done', outputs } as const;
    const record = (inputs: EventInputs = { eventsFile: undefined, case: undefined }) =>
      recorder.record(happening, inputs);
    return { files, record, recorder };
  }

  it('names files by their path and digest, other digests by their output, and keeps the rest as facts', async () => {
    const { files, record } = scene(github);
    expect(await record()).toEqual(ok(undefined));
    expect(files.get(defaultEventsFile)).toEqual([
      {
        schema: 'interlock/event/v1',
        id: ulid(time, new Uint8Array(10)),
        case: 'forge.example/team/app!7',
        type: 'artifact-signed',
        time: '2026-02-01T00:00:00.000Z',
        actor: { operation: 'sign-artifact', host: 'github', run: 'https://forge.example/runs/1' },
        commit: 'b'.repeat(40),
        subjects: [
          { name: 'b.json', digest: sha256('b.json') },
          { name: 'subject', digest: sha256('1') },
          { name: 'subject', digest: sha256('2') },
        ],
        outcome: 'done',
        facts: { result: 'pass' },
        previous: null,
      },
    ]);
  });

  it('writes nothing on a terminal unless a file is named, and goes on with its case', async () => {
    const terminal: RunContext = { kind: 'terminal', ci: false };
    const silent = scene(terminal);
    expect(await silent.record()).toEqual(ok(undefined));
    expect(silent.files.size).toBe(0);
    const named = scene(terminal, three);
    expect(await named.record({ eventsFile: 'e.jsonl', case: undefined })).toEqual(ok(undefined));
    expect(named.files.get('e.jsonl')?.at(-1)).toMatchObject({ case: 'forge.example/team/app!7' });
    const given = scene(terminal);
    await given.record({ eventsFile: 'e.jsonl', case: 'release-3' });
    expect(given.files.get('e.jsonl')).toMatchObject([{ case: 'release-3' }]);
  });

  it('refuses events that the change put where CI looks for its own', async () => {
    const { record, recorder } = scene(github, three);
    const inputs = { eventsFile: undefined, case: undefined };
    expect(await recorder.check(inputs)).toMatchObject({ ok: false, error: { kind: 'malformed-file' } });
    expect(await record(inputs)).toMatchObject({ ok: false, error: { message: expect.stringMatching(/another run/) } });
    const own = three.map((event) => ({
      ...event,
      actor: { ...event.actor, run: 'https://forge.example/pipelines/1' },
    }));
    const job = scene({ ...github, pipelineUrl: 'https://forge.example/pipelines/1' }, own);
    expect(await job.recorder.check(inputs)).toEqual(ok(undefined));
    expect(await recorder.check({ eventsFile: 'named.jsonl', case: undefined })).toEqual(ok(undefined));
  });
});
