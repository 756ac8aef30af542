import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { scratchRepository } from '../../packages/adapters/src/git/scratch-repository.ts';
import { exportLedger, gitLedger } from '@interlock/adapters/ledger';
import { makeEntry, makeSigner, valueOf } from '@interlock/core/ledger-fixture';
import { requirePeer } from './installation.ts';

const signer = makeSigner();
const sizes = [1, 255, 256, 600] as const;
let root: string;
const folderOf = (size: number) => join(root, String(size));

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'ledger-peers-'));
  writeFileSync(join(root, 'vkey'), signer.vkey);
  const repository = scratchRepository();
  try {
    const store = gitLedger({ repository: repository.root });
    for (const size of sizes) {
      const additions = Array.from({ length: size }, (_, number) => ({ entry: makeEntry(number) }));
      valueOf(await store.append({ additions, signer }));
      valueOf(await exportLedger(store, folderOf(size), signer));
    }
  } finally {
    repository.remove();
  }
});
afterAll(() => rmSync(root, { recursive: true }));

interface Checker {
  readonly run: (folder: string) => readonly [string, readonly string[]];
  readonly accepted: RegExp;
  readonly rejected: RegExp;
}
const checkers: Readonly<Record<string, Checker>> = {
  'golang.org/x/mod/sumdb': {
    run: (folder) => [requirePeer('tlog-check'), [folder, signer.vkey]],
    accepted: /^\d+ entries, root /,
    rejected: /./,
  },
  // Its exit status is 0 either way, and with one worker it can wait for ever where it finds something.
  'fsck of tessera': {
    run: (folder) => [
      requirePeer('fsck'),
      [`--storage_url=file://${folder}/`, `--public_key=${join(root, 'vkey')}`, '--ui=false', '--N=8'],
    ],
    accepted: /Successfully fsck'd log with size \d+ /,
    rejected: /fsck failed|Failed to/,
  },
};
const mutations: Readonly<Record<string, (bytes: Buffer) => Uint8Array>> = {
  'a bit flipped at the start': (bytes) => bytes.map((byte, at) => (at === 2 ? byte ^ 1 : byte)),
  'a bit flipped at the end': (bytes) => bytes.map((byte, at) => (at === bytes.length - 2 ? byte ^ 64 : byte)),
  'its end cut off': (bytes) => bytes.subarray(0, -1),
};

describe.each(Object.keys(checkers))('%s', (name) => {
  const accepts = (folder: string) => {
    const checker = checkers[name];
    if (checker === undefined) throw new Error(name);
    const { stderr, stdout } = spawnSync(...checker.run(folder), { encoding: 'utf8', timeout: 20_000 });
    if (checker.accepted.test(stdout + stderr)) return true;
    if (!checker.rejected.test(stderr)) throw new Error(`no answer: ${stderr}`);
    return false;
  };

  it.each(sizes)('accepts the export of a ledger with %i entries', (size) => {
    expect(accepts(folderOf(size))).toBe(true);
  });

  const files = [
    'checkpoint',
    'tile/0/000',
    'tile/0/002.p/88',
    'tile/1/000.p/2',
    'tile/entries/001',
    'tile/entries/002.p/88',
  ];
  it.each(files.flatMap((file) => Object.keys(mutations).map((name) => [file, name] as const)))(
    'rejects an export whose %s has %s',
    (file, name) => {
      const folder = join(root, 'mutated');
      cpSync(folderOf(600), folder, { recursive: true });
      try {
        const path = join(folder, file);
        writeFileSync(path, mutations[name]?.(readFileSync(path)) ?? '');
        expect(accepts(folder)).toBe(false);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});
