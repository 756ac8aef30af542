import { readFileSync } from 'node:fs';
import { folderLedger, gitLedger } from '@interlock/adapters/ledger';
import { parseLogKey, type LedgerEntry, type LedgerStore } from '@interlock/core/ledger';
import { valueOf } from '@interlock/core/ledger-fixture';
import { benchEntry } from './entry.ts';
import { appendToChain } from './chain.ts';
import { appendNaively } from './naive.ts';

const [kind = '', place = '', keyFile = '', from = '', count = ''] = process.argv.slice(2);
const signer = valueOf(parseLogKey(readFileSync(keyFile, 'utf8'), 'bench.example/ledger', keyFile));

function appender(): (entry: LedgerEntry) => Promise<unknown> {
  const into = (store: LedgerStore) => async (entry: LedgerEntry) =>
    valueOf(await store.append({ additions: [{ entry }], signer }));
  switch (kind) {
    case 'git':
      return into(gitLedger({ repository: place, patience: 300_000 }));
    case 'folder':
      return into(folderLedger({ folder: place, patience: 300_000 }));
    case 'naive':
      return (entry) => appendNaively(place, entry, signer);
    default:
      return (entry) => appendToChain(place, entry);
  }
}

// ready, and at the end of the input it begins; then one line for each append: its milliseconds
const append = appender();
process.stdout.write('ready\n');
for await (const _ of process.stdin);
for (let at = 0; at < Number(count); at += 1) {
  const started = performance.now();
  await append(benchEntry(Number(from) + at));
  process.stdout.write(`${performance.now() - started}\n`);
}
