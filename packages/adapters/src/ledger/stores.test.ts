import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  openLedger,
  payloadDigest,
  proveEntry,
  readEntries,
  openProof,
  encodeEntry,
  sealPayload,
  verifyLedger,
  type Addition,
  type LedgerStore,
} from '@interlock/core/ledger';
import { makeEntry, makeSigner, valueOf } from '@interlock/core/ledger-fixture';
import { serveRepository, type ServedRepository } from '../git/git-server-fixture.ts';
import { scratchRepository } from '../git/scratch-repository.ts';
import { exportLedger, folderLedger, gitLedger, ledgerReference } from './index.ts';

const signer = makeSigner();

/** A place for a ledger, and the ways that others have to change it. */
interface Scene {
  readonly open: () => LedgerStore;
  /** Puts the ledger back to where it was when this was called. */
  readonly keep: () => () => void;
  readonly deletePayloads: () => void;
  readonly remove: () => Promise<void> | void;
}

function folderScene(): Scene {
  const root = mkdtempSync(join(tmpdir(), 'ledger-'));
  const folder = join(root, 'ledger');
  return {
    open: () => folderLedger({ folder }),
    keep: () => {
      cpSync(folder, join(root, 'kept'), { recursive: true });
      return () => {
        rmSync(folder, { recursive: true });
        cpSync(join(root, 'kept'), folder, { recursive: true });
      };
    },
    deletePayloads: () => rmSync(join(folder, 'payload'), { recursive: true }),
    remove: () => rmSync(root, { recursive: true }),
  };
}

const payloads = (git: (...command: readonly string[]) => string) =>
  git('for-each-ref', '--format=%(refname)', 'refs/interlock/payloads/').split('\n');

function gitScene(): Scene {
  const { git, remove, root } = scratchRepository();
  return {
    open: () => gitLedger({ repository: root }),
    keep: () => {
      const tip = git('rev-parse', ledgerReference);
      return () => git('update-ref', ledgerReference, tip);
    },
    deletePayloads: () => payloads(git).forEach((name) => git('update-ref', '-d', name)),
    remove,
  };
}

function remoteScene({ forge, token, url }: ServedRepository): Scene {
  const { remove, root } = scratchRepository();
  return {
    open: () => gitLedger({ repository: root, remote: { url, user: 'x', token } }),
    keep: () => {
      const tip = forge('rev-parse', ledgerReference);
      return () => forge('update-ref', ledgerReference, tip);
    },
    deletePayloads: () => payloads(forge).forEach((name) => forge('update-ref', '-d', name)),
    remove,
  };
}

let scene: Scene;
let served: ServedRepository | undefined;
const scenes = {
  'a folder': folderScene,
  'a repository': gitScene,
  'a remote': async () => {
    served = await serveRepository();
    return remoteScene(served);
  },
} as const;

const plain = (from: number, count: number): readonly Addition[] =>
  Array.from({ length: count }, (_, at) => ({ entry: makeEntry(from + at) }));
const sealed = (number: number): Addition => {
  const payload = sealPayload({ note: `payload ${number}` }, new Uint8Array(32).fill(number));
  return { entry: makeEntry(number, { payload: payloadDigest(payload) }), payload };
};
const ids = (additions: readonly Addition[]) => additions.map(({ entry }) => entry.id);
const opened = async (store: LedgerStore) => {
  const ledger = valueOf(await openLedger(valueOf(await store.snapshot()), signer));
  if (ledger === undefined) throw new Error('nothing was recorded');
  return ledger;
};
const findings = async (store: LedgerStore, remembered?: Uint8Array) =>
  valueOf(await verifyLedger(valueOf(await store.snapshot()), { verifier: signer, remembered })).findings;

describe.each(Object.keys(scenes) as (keyof typeof scenes)[])('a ledger in %s', (name) => {
  beforeEach(async () => {
    scene = await scenes[name]();
  });
  afterEach(async () => {
    await scene.remove();
    await served?.remove();
    served = undefined;
  });

  it('grows by what each writer appends, over bundles that fill up', async () => {
    const all: Addition[] = [];
    for (const count of [1, 2, 20, 232, 1, 1, 300, 255, 1]) {
      const additions = plain(all.length, count);
      const report = valueOf(await scene.open().append({ additions, signer }));
      all.push(...additions);
      expect(report).toMatchObject({ added: ids(additions), present: [], size: all.length });
      const ledger = await opened(scene.open());
      expect(ledger.note).toBe(report.note);
      expect(valueOf(await readEntries(ledger))).toEqual(all.map(({ entry }) => entry));
    }
    expect(await findings(scene.open())).toEqual([]);
    const ledger = await opened(scene.open());
    const leaf = valueOf(encodeEntry(makeEntry(700)));
    const proof = valueOf(await proveEntry(ledger, 700));
    expect(openProof(Buffer.from(proof), leaf, signer, 'p')).toMatchObject({ ok: true, value: { index: 700 } });
  });

  it('is empty before, and holds an entry once however often it is given', async () => {
    const store = scene.open();
    expect(await openLedger(valueOf(await store.snapshot()), signer)).toEqual({ ok: true, value: undefined });
    expect(await store.append({ additions: [], signer })).toEqual({
      ok: true,
      value: { added: [], present: [], size: 0, note: '' },
    });
    const first = plain(0, 3);
    await store.append({ additions: first, signer });
    const again = [...plain(1, 4), ...plain(4, 1)];
    for (const writer of [store, scene.open()]) {
      const report = valueOf(await writer.append({ additions: again, signer }));
      expect(report.size).toBe(5);
      expect(report.present).toContain(ids(first)[1]);
    }
    expect(ids(plain(0, 5))).toEqual(valueOf(await readEntries(await opened(store))).map(({ id }) => id));
    const report = valueOf(await store.append({ additions: first, signer }));
    expect(report).toEqual({ added: [], present: ids(first), size: 5, note: (await opened(store)).note });
  });

  it('keeps payloads apart: once they are deleted the ledger still holds', async () => {
    const additions = [sealed(1), ...plain(2, 1), sealed(3)];
    const store = scene.open();
    valueOf(await store.append({ additions: additions.slice(0, 2), signer }));
    valueOf(await store.append({ additions, signer }));
    for (const { entry, payload } of additions)
      expect(await store.payload(entry)).toEqual({ ok: true, value: payload });
    const other = { ...makeEntry(1), payload: payloadDigest(sealPayload(1, new Uint8Array(32))) };
    expect(await store.payload(other)).toMatchObject({ ok: false, error: { kind: 'not-verified' } });
    scene.deletePayloads();
    for (const { entry } of additions) expect(await scene.open().payload(entry)).toEqual({ ok: true });
    expect(await findings(store)).toEqual([]);
    valueOf(await store.append({ additions: [sealed(4)], signer }));
    expect(await store.payload(sealed(4).entry)).toEqual({ ok: true, value: sealed(4).payload });
  });

  it('is not appended to where it was rolled back or forked, or is that of another key', async () => {
    const store = scene.open();
    valueOf(await store.append({ additions: plain(0, 10), signer }));
    const back = scene.keep();
    const { note } = valueOf(await store.append({ additions: plain(10, 10), signer }));
    const remembered = Buffer.from(note);
    back();
    const refused = (message: RegExp) => ({
      ok: false,
      error: { kind: 'not-verified', message: expect.stringMatching(message) },
    });
    expect(await scene.open().append({ additions: plain(20, 1), signer, remembered })).toMatchObject(
      refused(/rolled back/),
    );
    valueOf(await scene.open().append({ additions: plain(30, 10), signer }));
    expect(await scene.open().append({ additions: plain(20, 1), signer, remembered })).toMatchObject(refused(/forked/));
    expect((await findings(scene.open(), remembered)).map(({ kind }) => kind)).toEqual(['forked']);
    expect(await scene.open().append({ additions: plain(20, 1), signer: makeSigner() })).toMatchObject({
      ok: false,
      error: { kind: 'not-verified', file: 'checkpoint' },
    });
  });

  it('remembers by itself what it has seen', async () => {
    const store = scene.open();
    valueOf(await store.append({ additions: plain(0, 10), signer }));
    const back = scene.keep();
    valueOf(await store.append({ additions: plain(10, 10), signer }));
    valueOf(await store.append({ additions: plain(10, 10), signer }));
    back();
    expect(await store.append({ additions: plain(20, 1), signer })).toMatchObject({
      ok: false,
      error: { kind: 'not-verified' },
    });
  });

  it('takes all entries of a batch or none', async () => {
    const store = scene.open();
    const unfit = { entry: { ...makeEntry(2), case: 'a b' } };
    expect(await store.append({ additions: [...plain(0, 2), unfit], signer })).toMatchObject({
      ok: false,
      error: { kind: 'usage' },
    });
    expect(await openLedger(valueOf(await store.snapshot()), signer)).toEqual({ ok: true, value: undefined });
  });

  it('shows no entries that others append after a snapshot', async () => {
    const store = scene.open();
    valueOf(await store.append({ additions: plain(0, 250), signer }));
    const snapshot = valueOf(await store.snapshot());
    valueOf(await scene.open().append({ additions: plain(250, 20), signer }));
    const report = valueOf(await verifyLedger(snapshot, { verifier: signer }));
    expect(report).toMatchObject({ findings: [], checkpoint: { size: 250 } });
  });

  it('is exported as tlog-tiles, again and again', async () => {
    const out = mkdtempSync(join(tmpdir(), 'export-'));
    try {
      const store = scene.open();
      expect(await exportLedger(store, out, signer)).toMatchObject({ ok: false, error: { kind: 'no-match' } });
      for (const size of [300, 520]) {
        valueOf(await store.append({ additions: plain(0, size), signer }));
        valueOf(await exportLedger(store, out, signer));
        const read = folderLedger({ folder: out });
        expect(await findings(read)).toEqual([]);
        expect((await opened(read)).checkpoint.size).toBe(size);
      }
      const served = ['tile/0/001', 'tile/0/002.p/8', 'tile/1/000.p/2', 'tile/entries/002.p/8', 'tile/0/001.p/44'];
      for (const path of served) expect(existsSync(join(out, path))).toBe(true);
      const other = makeSigner();
      valueOf(await folderLedger({ folder: join(out, 'other') }).append({ additions: plain(0, 1), signer: other }));
      expect(await exportLedger(store, join(out, 'other'), signer)).toMatchObject({
        ok: false,
        error: { kind: 'not-verified' },
      });
    } finally {
      rmSync(out, { recursive: true });
    }
  });
});

describe('the branch of a ledger', () => {
  it('has few names, and says who the key is', async () => {
    const { git, remove, root } = scratchRepository();
    try {
      const store = gitLedger({ repository: root });
      for (const [from, count] of [
        [0, 254],
        [254, 1],
        [255, 3],
        [258, 17],
        [275, 1],
      ] as const)
        valueOf(await store.append({ additions: plain(from, count), signer }));
      const names = git('ls-tree', '-r', '--name-only', ledgerReference).split('\n');
      expect(names).toEqual([
        'checkpoint',
        'keys/log.vkey',
        'tail-0/0-256',
        'tail-0/2-258',
        'tail-1/3-275',
        'tile/0/000',
        'tile/1/000.p/1',
        'tile/entries/000',
      ]);
      expect(git('show', `${ledgerReference}:keys/log.vkey`)).toBe(signer.vkey);
      expect(git('rev-list', '--count', ledgerReference)).toBe('5');
      expect(git('fsck', '--strict')).not.toMatch(/error|missing/);
    } finally {
      remove();
    }
  });
});

describe('a ledger in a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is not disturbed by what a writer left that was cut off', async () => {
    valueOf(await folderLedger({ folder }).append({ additions: plain(0, 3), signer }));
    for (const path of ['tile/0/000.p/4', 'tile/0/000.p/4.new', 'tile/entries/000.p/4', 'checkpoint.new'])
      writeFileSync(join(folder, path), 'half of some');
    expect(await findings(folderLedger({ folder }))).toEqual([]);
    valueOf(await folderLedger({ folder }).append({ additions: plain(3, 1), signer }));
    expect(await findings(folderLedger({ folder }))).toEqual([]);
  });

  it('takes the lock of a holder that is dead, and waits for one that lives or is elsewhere', async () => {
    const lock = join(folder, 'lock');
    const store = folderLedger({ folder, patience: 200 });
    valueOf(await store.append({ additions: plain(0, 1), signer }));
    const space = existsSync('/proc/self/ns/pid') ? readlinkSync('/proc/self/ns/pid') : '';
    const host = `${hostname()} ${space}`.trim();
    const holder = { host, pid: 2 ** 22 + 1, start: '1', nonce: 'x' };
    writeFileSync(lock, JSON.stringify(holder));
    valueOf(await store.append({ additions: plain(1, 1), signer }));
    writeFileSync(lock, JSON.stringify({ ...holder, pid: process.pid }));
    // the number of the process is taken, but by another
    valueOf(await store.append({ additions: plain(2, 1), signer }));
    expect(existsSync(lock)).toBe(false);
    for (const other of [
      JSON.stringify({ ...holder, host: 'elsewhere' }),
      JSON.stringify({ ...holder, host: `${hostname()} pid:[1]` }),
      JSON.stringify({ ...holder, start: '', pid: process.pid }),
      'x',
    ]) {
      writeFileSync(lock, other);
      expect(await store.append({ additions: plain(3, 1), signer })).toMatchObject({
        ok: false,
        error: { kind: 'deadline-exceeded' },
      });
      expect(readFileSync(lock, 'utf8')).toBe(other);
    }
  });

  it('cannot be where a file is', async () => {
    writeFileSync(join(folder, 'file'), '');
    expect(
      await folderLedger({ folder: join(folder, 'file') }).append({ additions: plain(0, 1), signer }),
    ).toMatchObject({ ok: false, error: { kind: 'unwritable-file' } });
    mkdirSync(join(folder, 'checkpoint'));
    expect(await folderLedger({ folder }).snapshot()).toMatchObject({ ok: false, error: { kind: 'wrong-file-type' } });
  });
});
