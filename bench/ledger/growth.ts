import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { folderLedger, gitLedger } from '@interlock/adapters/ledger';
import {
  emptyEdge,
  encodeEntry,
  encodePayload,
  type Addition,
  planAppend,
  type LogSigner,
  type OpenLedger,
} from '@interlock/core/ledger';
import { valueOf } from '@interlock/core/ledger-fixture';
import { benchAddition, benchEntry } from './entry.ts';
import { appendToChain } from './chain.ts';
import { commitStream } from './naive.ts';

export interface Grown {
  readonly name: string;
  /** Of the entries, and of their payloads where these are in it. */
  readonly contentBytes: number;
  readonly packedBytes: number;
}

/** Size after so many entries, each with a commit of its own; every repository is packed from the start. */
export async function growth(root: string, count: number, signer: LogSigner): Promise<readonly Grown[]> {
  const additions = Array.from({ length: count }, (_, at) => benchAddition(at));
  const entryBytes = sum(additions.map(({ entry }) => valueOf(encodeEntry(entry)).length));
  const payloadBytes = sum(additions.map(({ payload }) => (payload ? encodePayload(payload).length : 0)));
  const own = makeRepository(root, 'growth-git');
  const store = gitLedger({ repository: own });
  for (const addition of additions) valueOf(await store.append({ additions: [addition], signer }));
  const naive = makeRepository(root, 'growth-naive');
  execFileSync('git', ['--git-dir', naive, 'fast-import', '--quiet'], {
    input: naiveHistory(additions, signer),
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const chain = join(root, 'growth.jsonl');
  for (const { entry } of additions.slice(0, 100)) await appendToChain(chain, entry);
  return [
    { name: 'branch `interlock/ledger`', contentBytes: entryBytes, packedBytes: packed(branchOf(root, own)) },
    { name: 'the same and its payloads', contentBytes: entryBytes + payloadBytes, packedBytes: packed(own) },
    { name: 'tlog-tiles in git as they are', contentBytes: entryBytes, packedBytes: packed(naive) },
    {
      name: 'hash-chained JSONL, one file',
      contentBytes: entryBytes,
      packedBytes: (statSync(chain).size / 100) * count,
    },
  ];
}

const sum = (numbers: readonly number[]) => numbers.reduce((before, one) => before + one, 0);

function branchOf(root: string, repository: string): string {
  const folder = join(root, 'growth-branch');
  const clone = ['clone', '-q', '--bare', '--single-branch', '--branch', 'interlock/ledger'];
  execFileSync('git', [...clone, `file://${repository}`, folder], { stdio: 'ignore' });
  return folder;
}

function naiveHistory(additions: readonly Addition[], signer: LogSigner): Buffer {
  let ledger: Pick<OpenLedger, 'edge' | 'pending'> = { edge: emptyEdge, pending: [] };
  const parts = additions.map((addition) => {
    // the branch that the stream itself moves is the parent
    const stream = commitStream(ledger, addition, signer, undefined);
    ledger = valueOf(planAppend(ledger as OpenLedger, new Set(), [addition], signer));
    return stream;
  });
  return Buffer.concat(parts);
}

export function makeRepository(root: string, name: string): string {
  const folder = join(root, name);
  execFileSync('git', ['init', '-q', '--bare', folder]);
  return folder;
}

function packed(repository: string): number {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['--git-dir', repository, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  git('repack', '-adfq');
  git('prune-packed');
  return Number(/^size-pack: (\d+)$/m.exec(git('count-objects', '-v'))?.[1]) * 1024;
}

/** A folder with so many entries, to be verified. */
export async function makeLedger(folder: string, count: number, signer: LogSigner): Promise<void> {
  const additions = Array.from({ length: count }, (_, at) => ({ entry: benchEntry(at) }));
  valueOf(await folderLedger({ folder }).append({ additions, signer }));
}
