import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { edgeRoot, partialTiles } from './edge.ts';
import { encodeEntry } from './encode-entry.ts';
import { makeEntry, makeSigner, ledgerFiles, readerOf, valueOf } from './make-ledger.ts';
import { openLedger } from './open-ledger.ts';
import { payloadDigest, sealPayload } from './payload.ts';
import { planAppend } from './plan-append.ts';
import { openProof, parseProof } from './proof-text.ts';
import { proveEntry, readEntries, readLeaves } from './read-entries.ts';
import { checkRemembered } from './remembered.ts';
import { verifyLedger } from './verify-ledger.ts';

const signer = makeSigner();
const entries = Array.from({ length: 600 }, (_, number) => makeEntry(number));
const leaves = entries.map((entry) => valueOf(encodeEntry(entry)));
const open = async (files: ReadonlyMap<string, Uint8Array>) => openLedger(readerOf(files), signer);
const noteOf = (files: ReadonlyMap<string, Uint8Array>) => files.get('checkpoint') ?? new Uint8Array();
const ledger = async (size: number) => {
  const opened = valueOf(await open(ledgerFiles(leaves.slice(0, size), signer)));
  if (opened === undefined) throw new Error('no ledger');
  return opened;
};
const findings = async (files: ReadonlyMap<string, Uint8Array>, remembered?: Uint8Array) =>
  valueOf(await verifyLedger(readerOf(files), { verifier: signer, remembered })).findings;

describe('openLedger', () => {
  it('has the edge, the last entries and the checkpoint', async () => {
    const opened = await ledger(600);
    expect(opened.checkpoint.size).toBe(600);
    expect(edgeRoot(opened.edge)).toEqual(opened.checkpoint.root);
    expect(partialTiles(opened.edge).map(({ level }) => level)).toEqual([0, 1]);
    expect(opened.pending).toHaveLength(88);
    expect(valueOf(await readEntries(opened))).toEqual(entries);
    expect(valueOf(await readLeaves(opened, 300))).toHaveLength(300);
    expect((await ledger(512)).pending).toEqual([]);
    expect((await ledger(0)).edge.levels).toEqual([]);
    expect(await open(new Map())).toEqual({ ok: true, value: undefined });
  });

  it('names the file that was changed in any place of the edge', async () => {
    const files = ledgerFiles(leaves, signer);
    const parts = ['checkpoint', 'tile/0/002.p/88', 'tile/1/000.p/2', 'tile/entries/002.p/88'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...parts),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (path, at, flip) => {
          const bytes = Uint8Array.from(files.get(path) ?? []);
          bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ flip;
          const opened = await open(new Map(files).set(path, bytes));
          const named = path.startsWith('tile/entries/') ? path : 'checkpoint';
          expect(opened).toMatchObject({ ok: false, error: { file: named } });
          const gone = new Map(files);
          gone.delete(path);
          if (path !== 'checkpoint') expect(await open(gone)).toMatchObject({ ok: false, error: { file: path } });
          const short = await open(new Map(files).set(path, bytes.subarray(0, -1)));
          expect(short).toMatchObject({ ok: false, error: { file: path } });
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('planAppend', () => {
  it('gives the tree of all entries, in whatever portions they come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 300 }), fc.nat({ max: 300 }), async (before, more) => {
        const additions = entries.slice(before, before + more).map((entry) => ({ entry }));
        const plan = valueOf(planAppend(await ledger(before), new Set(), additions, signer));
        const files = ledgerFiles(leaves.slice(0, before + more), signer);
        expect(Buffer.from(plan.note)).toEqual(noteOf(files));
        for (const { bytes, path } of plan.full) expect(Buffer.from(bytes)).toEqual(files.get(path));
        const last = plan.pending.map((leaf) => Buffer.from(leaf).toString());
        expect(last).toEqual(leaves.slice(Math.floor((before + more) / 256) * 256, before + more).map(String));
      }),
      { numRuns: 20 },
    );
  });

  it('passes over what is there, by its id', () => {
    const [one, two, three] = entries.slice(0, 3).map((entry) => ({ entry }));
    if (one === undefined || two === undefined || three === undefined) throw new Error('no entries');
    const plan = valueOf(planAppend(undefined, new Set([one.entry.id]), [one, two, three, two], signer));
    expect(plan.added).toEqual([two, three]);
    expect(plan.present).toEqual([one.entry.id, two.entry.id]);
    expect(plan.edge.size).toBe(2);
  });

  it('takes a payload only with the entry that names it', () => {
    const payload = sealPayload('x', new Uint8Array(32));
    const named = makeEntry(1, { payload: payloadDigest(payload) });
    expect(planAppend(undefined, new Set(), [{ entry: named, payload }], signer).ok).toBe(true);
    const refused = { ok: false, error: { kind: 'usage' } };
    expect(planAppend(undefined, new Set(), [{ entry: named }], signer)).toMatchObject(refused);
    expect(planAppend(undefined, new Set(), [{ entry: makeEntry(1), payload }], signer)).toMatchObject(refused);
  });
});

describe('a proof in a file', () => {
  it('shows the place of an entry without the ledger', async () => {
    const opened = await ledger(600);
    const proof = valueOf(await proveEntry(opened, 300));
    const text = proof.split('\n');
    expect(text.slice(0, 2)).toEqual(['c2sp.org/tlog-proof@v1', 'index 300']);
    const leaf = leaves[300] ?? new Uint8Array();
    expect(openProof(Buffer.from(proof), leaf, signer, 'p')).toMatchObject({
      ok: true,
      value: { index: 300, checkpoint: { size: 600 } },
    });
    const extra = proof.replace('\nindex', '\nextra AAAA\nindex');
    expect(openProof(Buffer.from(extra), leaf, signer, 'p').ok).toBe(true);
    expect(openProof(Buffer.from(proof), leaves[301] ?? leaf, signer, 'p')).toMatchObject({
      ok: false,
      error: { kind: 'not-verified', file: 'p' },
    });
    expect(openProof(Buffer.from(proof), leaf, makeSigner(), 'p').ok).toBe(false);
    expect(await proveEntry(opened, 600)).toMatchObject({ ok: false, error: { kind: 'usage' } });
    expect(await proveEntry(opened, 0.5)).toMatchObject({ ok: false, error: { kind: 'usage' } });
    expect(valueOf(parseProof(Buffer.from(valueOf(await proveEntry(await ledger(1), 0))), 'p')).proof).toEqual([]);
  });

  it.each([
    ['another title', 'c2sp.org/tlog-proof@v2\nindex 0\n\nx', 1],
    ['no index', 'c2sp.org/tlog-proof@v1\n\nx', 2],
    ['an index with a zero before it', 'c2sp.org/tlog-proof@v1\nindex 00\n\nx', 2],
    ['a hash that is too short', 'c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nx', 3],
    ['extra data that is no base64', 'c2sp.org/tlog-proof@v1\nextra ?\nindex 0\n\nx', 2],
    ['no checkpoint', 'c2sp.org/tlog-proof@v1\nindex 0\n', 1],
  ])('is malformed with %s', (_, text, line) => {
    expect(parseProof(Buffer.from(text), 'p')).toMatchObject({ ok: false, error: { kind: 'malformed-file', line } });
  });
});

describe('checkRemembered', () => {
  const files = (size: number) => ledgerFiles(leaves.slice(0, size), signer);

  it('takes a ledger that goes on, and refuses one that was rolled back, forked or removed', async () => {
    for (const size of [0, 1, 256, 300, 600])
      expect(await checkRemembered(await ledger(600), noteOf(files(size)), signer)).toEqual({ ok: true });
    expect(await checkRemembered(undefined, noteOf(files(0)), signer)).toEqual({ ok: true });
    const refused = (message: RegExp) => ({
      ok: false,
      error: { kind: 'not-verified', message: expect.stringMatching(message) },
    });
    expect(await checkRemembered(await ledger(299), noteOf(files(300)), signer)).toMatchObject(refused(/rolled back/));
    const other = noteOf(ledgerFiles(leaves.slice(1, 301), signer));
    expect(await checkRemembered(await ledger(600), other, signer)).toMatchObject(refused(/forked/));
    expect(await checkRemembered(await ledger(300), other, signer)).toMatchObject(refused(/forked/));
    expect(await checkRemembered(undefined, noteOf(files(1)), signer)).toMatchObject(refused(/gone/));
    const foreign = noteOf(ledgerFiles([], makeSigner()));
    expect(await checkRemembered(await ledger(1), foreign, signer)).toMatchObject({
      ok: false,
      error: { file: 'the remembered checkpoint' },
    });
  });
});

describe('verifyLedger', () => {
  it('finds nothing in a ledger that holds', async () => {
    const files = ledgerFiles(leaves, signer);
    const remembered = noteOf(ledgerFiles(leaves.slice(0, 77), signer));
    const report = valueOf(await verifyLedger(readerOf(files), { verifier: signer, remembered }));
    expect(report).toMatchObject({ findings: [], checkpoint: { size: 600 } });
    expect(report.entries.map(({ entry }) => entry)).toEqual(entries);
    expect(await findings(ledgerFiles([], signer))).toEqual([]);
  });

  it('finds every bit that was flipped, file that is missing and file that was cut off', async () => {
    const files = ledgerFiles(leaves, signer);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files.keys()), fc.nat(), fc.nat({ max: 7 }), async (path, place, bit) => {
        const kind = path === 'checkpoint' ? 'checkpoint' : 'tree';
        const bytes = Uint8Array.from(files.get(path) ?? []);
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        const flipped = await findings(new Map(files).set(path, bytes));
        expect(flipped).toContainEqual(expect.objectContaining({ kind }));
        const cut = await findings(new Map(files).set(path, bytes.subarray(0, at)));
        expect(cut).toContainEqual(expect.objectContaining({ kind, file: path }));
        const gone = new Map(files);
        gone.delete(path);
        expect(await findings(gone)).toContainEqual(expect.objectContaining({ kind, file: path }));
      }),
      { numRuns: 30 },
    );
  });

  it('finds what a ledger with the right key should not have', async () => {
    const [first, second] = entries;
    if (first === undefined || second === undefined) throw new Error('no entries');
    const built = [
      first,
      { ...second, after: [first.id] },
      first,
      { ...makeEntry(700), after: [makeEntry(701).id] },
      makeEntry(701),
    ].map((entry) => valueOf(encodeEntry(entry)));
    const found = await findings(ledgerFiles([...built, Buffer.from('{}')], signer));
    expect(found.map(({ index, kind }) => [kind, index])).toEqual([
      ['duplicate-id', 2],
      ['order', 3],
      ['undecodable-entry', 5],
    ]);
  });

  it('finds two entries that changed places, a ledger that was rolled back and one that was forked', async () => {
    const remembered = noteOf(ledgerFiles(leaves.slice(0, 300), signer));
    const [first, second, ...others] = leaves;
    if (first === undefined || second === undefined) throw new Error('no leaves');
    const swapped = ledgerFiles([second, first, ...others], signer);
    expect((await findings(swapped, remembered)).map(({ kind }) => kind)).toEqual(['forked']);
    const short = ledgerFiles(leaves.slice(0, 200), signer);
    expect((await findings(short, remembered)).map(({ kind }) => kind)).toEqual(['rolled-back']);
    swapped.set('checkpoint', noteOf(ledgerFiles(leaves, signer)));
    expect((await findings(swapped)).map(({ kind }) => kind)).toEqual(['tree']);
  });

  it('has no answer without a checkpoint that the key signed', async () => {
    const foreign = ledgerFiles(leaves, makeSigner());
    const report = valueOf(await verifyLedger(readerOf(foreign), { verifier: signer }));
    expect(report).toMatchObject({ checkpoint: undefined, entries: [], findings: [{ kind: 'checkpoint' }] });
    expect(await findings(new Map())).toMatchObject([{ kind: 'checkpoint' }]);
    const remembered = noteOf(foreign);
    const refused = await verifyLedger(readerOf(ledgerFiles(leaves, signer)), { verifier: signer, remembered });
    expect(refused).toMatchObject({ ok: false, error: { kind: 'not-verified', file: 'the remembered checkpoint' } });
  });
});
