import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { chainEvents, eventLine, ulid, type EventDraft } from '@interlock/core/event';
import { openLedger, openProof, encodeEntry, parseLogKey, readEntries } from '@interlock/core/ledger';
import type { LedgerCheck } from '@interlock/core/record';
import {
  checkOutputs,
  clearOutputs,
  findFiles,
  readFile,
  writeFile,
  writeFiles,
} from '../../../adapters/src/filesystem/index.ts';
import { openRepository } from '../../../adapters/src/git/index.ts';
import { exportLedger, folderLedger, gitLedger } from '../../../adapters/src/ledger/index.ts';
import { forgeFixture } from '../../../adapters/src/local/forge-fixture.ts';
import type { OpenLedgerStore } from '../ledger-place.ts';
import { handleVerifyLedger, type VerifyLedgerPorts } from '../verify-ledger/index.ts';
import { handleRecordEvent, type RecordEventPorts } from './index.ts';

// many git processes, on a machine that does other things too
jest.setTimeout(60_000);

const origin = 'forge.example/team/app/interlock';
const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const key = parseLogKey(pem, origin, 'key');
if (!key.ok) throw new Error(key.error.message);
const signer = key.value;
const name = 'forge.example/team/app!1';

let folder: string;
let fixture: ReturnType<typeof forgeFixture>;
let summaries: string[];
const at = (path: string) => join(folder, path);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'record-'));
  fixture = forgeFixture();
  summaries = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  fixture.remove();
});

const openStore: OpenLedgerStore = (place) => (place.kind === 'folder' ? folderLedger(place) : gitLedger(place));
const reporter = {
  info: () => undefined,
  progress: () => undefined,
  annotate: () => undefined,
  summary: (text: string) => void summaries.push(text),
};
const shared = { readFile, openStore, runContext: { kind: 'terminal', ci: false } as const, reporter };

type RecordInputs = Parameters<typeof handleRecordEvent>[0];
function record(inputs: Partial<RecordInputs> = {}, ports: Partial<RecordEventPorts> = {}) {
  return handleRecordEvent(
    {
      events: [],
      request: undefined,
      case: undefined,
      folder: at('ledger'),
      repository: fixture.bare,
      remoteUrl: undefined,
      origin,
      key: undefined,
      signingKey: pem,
      remembered: undefined,
      outputFile: at('checkpoint'),
      proofsFile: undefined,
      vkeyFile: at('ledger.vkey'),
      token: undefined,
      ...inputs,
    },
    {
      ...shared,
      findFiles,
      checkOutputs,
      writeFiles,
      forge: fixture.forge,
      clock: { now: () => Date.parse('2026-02-01T01:00:00Z') },
      random: (bytes) => randomBytes(bytes),
      ...ports,
    },
  );
}

type VerifyInputs = Parameters<typeof handleVerifyLedger>[0];
async function verify(inputs: Partial<VerifyInputs> = {}, ports: Partial<VerifyLedgerPorts> = {}) {
  const answer = await handleVerifyLedger(
    {
      folder: at('ledger'),
      repository: fixture.bare,
      remoteUrl: undefined,
      publicKey: at('ledger.vkey'),
      base: undefined,
      remembered: undefined,
      cases: ['*'],
      outputFile: at('check.json'),
      exportTo: undefined,
      token: undefined,
      ...inputs,
    },
    { ...shared, clearOutputs, writeFile, openRepository, exportLedger, ...ports },
  );
  const check = existsSync(at('check.json'))
    ? (JSON.parse(readFileSync(at('check.json'), 'utf8')) as LedgerCheck)
    : undefined;
  return { answer, check };
}

let counter = 0;
function draft(type: EventDraft['type'], second: number, more: Partial<EventDraft> = {}): EventDraft {
  counter += 1;
  const time = Date.parse('2026-02-01T00:00:00Z') + second * 1000;
  return {
    id: ulid(time, new Uint8Array(10).fill(counter)),
    case: name,
    type,
    time: new Date(time).toISOString(),
    actor: { operation: 'run', host: 'terminal' },
    subjects: [],
    outcome: 'done',
    facts: {},
    ...more,
  };
}
/** Writes a file of events and gives its path. */
function events(path: string, ...drafts: readonly EventDraft[]): string {
  writeFileSync(at(path), chainEvents([], drafts).map(eventLine).join(''));
  return at(path);
}
async function entriesOf(store: ReturnType<OpenLedgerStore>) {
  const read = await store.snapshot();
  const opened = read.ok ? await openLedger(read.value, signer) : read;
  if (!opened.ok || opened.value === undefined) throw new Error('no ledger');
  const entries = await readEntries(opened.value);
  return entries.ok ? entries.value : [];
}

describe('record-event', () => {
  it('appends what several jobs told, in order, and once', async () => {
    const files = [
      events('a.jsonl', draft('sbom-generated', 0), draft('policy-evaluated', 5)),
      events('b.jsonl', draft('reports-collected', 2)),
    ];
    expect(await record({ events: files })).toMatchObject({
      ok: true,
      value: { exitCode: 0, outputs: { size: '3', added: '3', present: '0' } },
    });
    expect((await entriesOf(folderLedger({ folder: at('ledger') }))).map(({ type }) => type)).toEqual([
      'sbom-generated',
      'reports-collected',
      'policy-evaluated',
    ]);
    expect(await record({ events: files })).toMatchObject({
      value: { outputs: { size: '3', added: '0', present: '3' } },
    });
    expect(summaries[0]).toContain(`3 new, 3 in all · verify with \`${signer.vkey}\``);
    expect((await verify()).answer).toMatchObject({
      ok: true,
      value: { exitCode: 0, outputs: { result: 'verified', size: '3' } },
    });
  });

  it('adds what it sees at the forge itself, on the branch interlock/ledger', async () => {
    const head = fixture.push('topic', [['c', '1\n']]);
    const opened = await fixture.forge.openRequest({ branch: 'topic', base: 'main', title: 't', markdown: '' });
    if (!opened.ok) throw new Error(opened.error.message);
    await fixture.forge.publishStatus({ commit: head, state: 'success', description: 'd', context: 'interlock' });
    const inputs = {
      folder: undefined,
      request: opened.value.number,
      case: name,
      events: [events('a.jsonl', draft('policy-evaluated', 0))],
    };
    expect(await record(inputs)).toMatchObject({ ok: true, value: { outputs: { added: '4' } } });
    expect(await record(inputs)).toMatchObject({ ok: true, value: { outputs: { added: '0', present: '4' } } });
    const merged = await fixture.forge.mergeRequest(fixture.merge(opened.value.number, head));
    expect(merged.ok).toBe(true);
    expect(await record(inputs)).toMatchObject({ ok: true, value: { outputs: { added: '1' } } });
    const all = await entriesOf(gitLedger({ repository: fixture.bare }));
    expect(all.map(({ asserted_by, type }) => `${asserted_by} ${type}`)).toEqual([
      'observed branch-pushed',
      'observed request-opened',
      'claimed policy-evaluated',
      'observed status-set',
      'observed change-merged',
    ]);
    const { check } = await verify({ folder: undefined });
    expect(check).toMatchObject({ result: 'verified', cases: [{ case: name, claimed: 1, observed: 4, redacted: 0 }] });
  });

  it('writes a proof for each entry, which holds without the ledger', async () => {
    await record({
      events: [events('a.jsonl', draft('sbom-generated', 0), draft('policy-evaluated', 5))],
      proofsFile: at('proofs.json'),
    });
    const proofs = JSON.parse(readFileSync(at('proofs.json'), 'utf8')) as Record<string, string>;
    for (const entry of await entriesOf(folderLedger({ folder: at('ledger') }))) {
      const leaf = encodeEntry(entry);
      const proof = openProof(
        Buffer.from(proofs[entry.id] ?? ''),
        leaf.ok ? leaf.value : new Uint8Array(),
        signer,
        'proof',
      );
      expect(proof).toMatchObject({ ok: true, value: { checkpoint: { size: 2 } } });
    }
  });

  it('appends nothing to a ledger that does not continue the remembered one', async () => {
    await record({ events: [events('a.jsonl', draft('sbom-generated', 0), draft('policy-evaluated', 5))] });
    writeFileSync(at('seen'), readFileSync(at('checkpoint')));
    rmSync(at('ledger'), { recursive: true });
    const refused = await record({ events: [events('b.jsonl', draft('sbom-generated', 0))], remembered: at('seen') });
    expect(refused).toMatchObject({ ok: false, error: { kind: 'not-verified' } });
    expect(existsSync(at('ledger/checkpoint'))).toBe(false);
  });

  it.each<[string, () => Partial<RecordInputs>, string, RegExp]>([
    ['nothing to record', () => ({}), 'no-match', /nothing to record/],
    ['no key', () => ({ signingKey: undefined }), 'usage', /needs one key/],
    ['two keys', () => ({ key: at('ledger.pem') }), 'usage', /needs one key/],
    ['a key of another kind', () => ({ signingKey: 'no key', events: [] }), 'bad-key', /not a private key/],
    ['no name', () => ({ origin: undefined }), 'usage', /has no name/],
    [
      'events of another case',
      () => ({ case: 'x!2', events: [events('e.jsonl', draft('sbom-generated', 0))] }),
      'malformed-file',
      /is of the case forge\.example/,
    ],
    [
      'a chain that does not hold',
      () => {
        writeFileSync(at('e.jsonl'), '{}\n');
        return { events: [at('e.jsonl')] };
      },
      'malformed-file',
      /line 1 does not hold/,
    ],
    ['a request that is not there', () => ({ request: 99 }), 'bad-repository', /99/],
    ['a file that is not there', () => ({ events: [at('none.jsonl')] }), 'missing-file', /./],
  ])('refuses %s, and writes nothing', async (_, inputs, kind, says) => {
    const refused = await record(inputs());
    expect(refused).toMatchObject({ ok: false, error: { kind, message: expect.stringMatching(says) } });
    expect(existsSync(at('ledger'))).toBe(false);
    expect(existsSync(at('checkpoint'))).toBe(false);
  });

  it('needs a token to look at a request of a forge', async () => {
    expect(await record({ request: 1 }, { forge: undefined })).toMatchObject({ ok: false, error: { kind: 'usage' } });
    const onForge = {
      kind: 'github',
      ci: true,
      repository: { slug: 'team/app', server: 'https://forge.example', apiUrl: '', id: '1' },
    } as const;
    expect(
      await record(
        { folder: undefined, events: [events('a.jsonl', draft('sbom-generated', 0))] },
        { runContext: onForge },
      ),
    ).toMatchObject({
      ok: false,
      error: { kind: 'usage', message: 'The branch of the ledger cannot be reached without a token.' },
    });
  });
});

describe('verify-ledger', () => {
  beforeEach(async () => {
    await record({ events: [events('a.jsonl', draft('sbom-generated', 0), draft('policy-evaluated', 5))] });
  });
  const payloads = async () =>
    (await entriesOf(folderLedger({ folder: at('ledger') }))).map(({ id }) => at(`ledger/payload/${id}.json`));

  it('exports what it verified', async () => {
    await verify({ exportTo: at('site') });
    expect(readFileSync(at('site/checkpoint'), 'utf8')).toBe(readFileSync(at('checkpoint'), 'utf8'));
    expect(existsSync(at('site/tile/entries/000.p/2'))).toBe(true);
    expect(existsSync(at('site/payload'))).toBe(false);
  });

  it('proves each entry of the cases that were asked for', async () => {
    const { check } = await verify();
    const all = await entriesOf(folderLedger({ folder: at('ledger') }));
    const told = check?.cases[0]?.entries ?? [];
    expect(told.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    for (const [index, entry] of all.entries()) {
      const leaf = encodeEntry(entry);
      const proof = told[index]?.proof ?? '';
      const opened = openProof(Buffer.from(proof), leaf.ok ? leaf.value : new Uint8Array(), signer, 'proof');
      expect(opened).toMatchObject({ ok: true, value: { index } });
    }
    expect((await verify({ cases: [] })).check?.cases).toEqual([]);
  });

  it('counts what was redacted, and the rest still holds', async () => {
    const [first = ''] = await payloads();
    rmSync(first);
    expect((await verify()).check).toMatchObject({ result: 'verified', cases: [{ redacted: 1 }] });
  });

  it('reads the key from the base, and from nowhere else', async () => {
    const base = fixture.push('keys', [['.interlock/ledger.vkey', `${signer.vkey}\n`]]);
    expect((await verify({ publicKey: undefined, base })).answer).toMatchObject({ ok: true, value: { exitCode: 0 } });
    const none = await verify({ publicKey: undefined, base: 'main' });
    expect(none.answer).toMatchObject({ ok: false, error: { kind: 'missing-key', file: '.interlock/ledger.vkey' } });
  });

  it.each<[string, () => Promise<void> | void, Partial<VerifyInputs>, RegExp]>([
    ['a bundle that was changed', () => flip(at('ledger/tile/entries/000.p/2'), 40), {}, /tree/],
    ['a tile that was changed', () => flip(at('ledger/tile/0/000.p/2'), 3), {}, /tree/],
    ['a checkpoint that was changed', () => flip(at('ledger/checkpoint'), 3), {}, /checkpoint/],
    ['a ledger that is gone', () => rmSync(at('ledger'), { recursive: true }), {}, /checkpoint/],
  ])('finds %s', async (_, damage, inputs, kinds) => {
    await damage();
    const { answer, check } = await verify({ cases: [], ...inputs });
    expect(answer).toMatchObject({ ok: true, value: { exitCode: 1, outputs: { result: 'failed' } } });
    expect(check?.findings.map(({ kind }) => kind).join()).toMatch(kinds);
    expect(summaries.at(-1)).toMatch(/not hold/);
  });

  it('finds that the ledger was rolled back or forked', async () => {
    writeFileSync(at('seen'), readFileSync(at('checkpoint')));
    rmSync(at('ledger'), { recursive: true });
    await record({ events: [events('b.jsonl', draft('sbom-generated', 0))] });
    expect((await verify({ remembered: at('seen') })).check?.findings).toMatchObject([{ kind: 'rolled-back' }]);
    await record({ events: [events('c.jsonl', draft('sbom-generated', 1))] });
    expect((await verify({ remembered: at('seen') })).check?.findings).toMatchObject([{ kind: 'forked' }]);
  });

  it('does not take a payload for another', async () => {
    const [first = '', second = ''] = await payloads();
    writeFileSync(first, readFileSync(second));
    expect((await verify()).answer).toMatchObject({ ok: false, error: { kind: 'not-verified' } });
  });

  it.each<[string, Partial<VerifyInputs>, string]>([
    ['no key', { publicKey: undefined }, 'usage'],
    ['two keys', { base: 'HEAD' }, 'usage'],
    ['a case that it does not have', { cases: ['x!9'] }, 'no-match'],
    ['a key that is none', { publicKey: '/dev/null' }, 'wrong-file-type'],
  ])('refuses %s', async (_, inputs, kind) => {
    expect(await verify(inputs)).toMatchObject({ answer: { ok: false, error: { kind } }, check: undefined });
  });
});

function flip(path: string, place: number): void {
  const bytes = readFileSync(path);
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}
