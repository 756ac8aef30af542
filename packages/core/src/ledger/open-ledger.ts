import { ok, type Result } from '../failure/index.ts';
import { openCheckpoint, type Checkpoint } from './checkpoint.ts';
import { edgeRoot, type TreeEdge } from './edge.ts';
import { equalHashes, leafHash, type TreeHash } from './hash.ts';
import type { LogVerifier } from './log-key.ts';
import { broken, readBundle, readTile, type ReadLedgerFile } from './read-file.ts';
import { lastTile, tilePath, tileWidth } from './tile.ts';

/** A ledger at one moment, whose right edge is known to hash to a root that its key signed. */
export interface OpenLedger {
  /** The signed checkpoint as the ledger wrote it: what to remember. */
  readonly note: string;
  readonly checkpoint: Checkpoint;
  readonly edge: TreeEdge;
  /** Entries of the last bundle, as long as it is not full. */
  readonly pending: readonly Uint8Array[];
  readonly read: ReadLedgerFile;
}

export const checkpointPath = 'checkpoint';

/**
 * Opens a ledger: its checkpoint is signed by this key, and the right edge of its tree hashes to the root. `undefined`
 * where nothing was recorded yet. Fails with `malformed-file` or `not-verified`, which name the file.
 */
export async function openLedger(read: ReadLedgerFile, verifier: LogVerifier): Promise<Result<OpenLedger | undefined>> {
  const note = await read(checkpointPath);
  if (!note.ok || note.value === undefined) return note.ok ? ok(undefined) : note;
  const checkpoint = openCheckpoint(note.value, verifier, checkpointPath);
  if (!checkpoint.ok) return checkpoint;
  const { root, size } = checkpoint.value;
  const edge = await readEdge(read, size);
  if (!edge.ok) return edge;
  if (!equalHashes(edgeRoot(edge.value), root))
    return broken(checkpointPath, 'does not agree with the tiles: they do not hash to the root that it signs');
  const pending = await readPending(read, edge.value);
  if (!pending.ok) return pending;
  return ok({
    note: new TextDecoder().decode(note.value),
    checkpoint: checkpoint.value,
    edge: edge.value,
    pending: pending.value,
    read,
  });
}

async function readEdge(read: ReadLedgerFile, size: number): Promise<Result<TreeEdge>> {
  const levels: (readonly TreeHash[])[] = [];
  for (let level = 0; tileWidth ** level <= size; level += 1) {
    const { index, width } = lastTile(level, size);
    const hashes = width === 0 ? ok([]) : await readTile(read, size, level, index);
    if (!hashes.ok) return hashes;
    levels.push(hashes.value);
  }
  return ok({ size, levels });
}

async function readPending(read: ReadLedgerFile, { levels, size }: TreeEdge): Promise<Result<readonly Uint8Array[]>> {
  const { index, width } = lastTile(0, size);
  if (width === 0) return ok([]);
  const entries = await readBundle(read, size, index);
  if (!entries.ok) return entries;
  const hashes = levels[0] ?? [];
  const wrong = entries.value.findIndex((entry, at) => !equalHashes(leafHash(entry), hashes[at] ?? new Uint8Array()));
  if (wrong === -1) return entries;
  return broken(tilePath('entries', index, width), `was changed: entry ${index * tileWidth + wrong} is another`);
}
