import { generateKeyPairSync } from 'node:crypto';
import { sha256 } from '../digest/index.ts';
import { ulid } from '../event/index.ts';
import { ok, type Result } from '../failure/index.ts';
import { encodeBundle } from './bundle.ts';
import { signCheckpoint } from './checkpoint.ts';
import { edgeRoot, emptyEdge, extendEdge, partialTiles } from './edge.ts';
import type { LedgerEntry } from './entry.ts';
import { leafHash } from './hash.ts';
import { parseLogKey, type LogSigner } from './log-key.ts';
import { encodeTile, tilePath, tileWidth } from './tile.ts';

/** Ledgers in memory, for tests. */
export const origin = 'forge.example/team/app/interlock/2026';

export const makeSigner = (name = origin): LogSigner => {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return valueOf(parseLogKey(pem, name, 'key'));
};

export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.error.kind}: ${result.error.message}`);
}

const time = Date.parse('2026-02-01T00:00:00Z');

export function makeEntry(number: number, more: Partial<LedgerEntry> = {}): LedgerEntry {
  const random = new Uint8Array(10);
  new DataView(random.buffer).setUint32(6, number);
  return {
    v: 1,
    id: ulid(time, random),
    case: 'forge.example/team/app!7',
    type: 'sbom-generated',
    from: 'CI',
    to: 'Scanner',
    actor: 'generate-sbom on github',
    asserted_by: 'claimed',
    outcome: 'done',
    subjects: [sha256(`sbom ${number}`)],
    after: [],
    time: new Date(time + number).toISOString(),
    payload: null,
    ...more,
  };
}

/** All files of a ledger with these leaves, as tlog-tiles lays them out. */
export function ledgerFiles(leaves: readonly Uint8Array[], signer: LogSigner): Map<string, Uint8Array> {
  const { edge, full } = extendEdge(emptyEdge, leaves.map(leafHash));
  const files = new Map<string, Uint8Array>();
  for (const { hashes, index, level } of [...full, ...partialTiles(edge)])
    files.set(tilePath(level, index, hashes.length), encodeTile(hashes));
  for (let index = 0; index * tileWidth < leaves.length; index += 1) {
    const entries = leaves.slice(index * tileWidth, (index + 1) * tileWidth);
    files.set(tilePath('entries', index, entries.length), encodeBundle(entries));
  }
  files.set('checkpoint', Buffer.from(signCheckpoint({ size: edge.size, root: edgeRoot(edge) }, signer)));
  return files;
}

export const readerOf =
  (files: ReadonlyMap<string, Uint8Array>) =>
  async (path: string): Promise<Result<Uint8Array | undefined>> =>
    ok(files.get(path));
