import { ok, type Result } from '../failure/index.ts';
import type { Checkpoint } from './checkpoint.ts';
import { edgeRoot, emptyEdge, extendEdge, partialTiles } from './edge.ts';
import { equalHashes, leafHash } from './hash.ts';
import { checkpointPath } from './open-ledger.ts';
import { readBundle, readTile, type ReadLedgerFile } from './read-file.ts';
import { encodeTile, tilePath, tileWidth, widthAt, type Tile } from './tile.ts';
import { asFinding, type LedgerFinding } from './finding.ts';

export interface CheckedTree {
  /** Bytes of the entries up to the first bundle that cannot be read. */
  readonly leaves: readonly Uint8Array[];
  readonly findings: readonly LedgerFinding[];
}

/** Builds the tree again from the entries, and compares every tile and the root. */
export async function checkTree(read: ReadLedgerFile, { root, size }: Checkpoint): Promise<Result<CheckedTree>> {
  const leaves: Uint8Array[] = [];
  const findings: LedgerFinding[] = [];
  let edge = emptyEdge;
  const compare = async (tiles: readonly Tile[]): Promise<Result<void>> => {
    for (const tile of tiles) {
      const found = await compareTile(read, size, tile);
      if (!found.ok) return found;
      findings.push(...found.value);
    }
    return ok(undefined);
  };
  for (let index = 0; index * tileWidth < size; index += 1) {
    const entries = await readBundle(read, size, index);
    if (!entries.ok) {
      const found = asFinding(entries.error, 'tree');
      return found.ok ? ok({ leaves, findings: [...findings, ...found.value] }) : found;
    }
    leaves.push(...entries.value);
    const extended = extendEdge(edge, entries.value.map(leafHash));
    edge = extended.edge;
    const compared = await compare(extended.full);
    if (!compared.ok) return compared;
  }
  const compared = await compare(partialTiles(edge));
  if (!compared.ok) return compared;
  if (!equalHashes(edgeRoot(edge), root))
    findings.push({ kind: 'tree', message: 'The entries do not hash to the signed root.', file: checkpointPath });
  return ok({ leaves, findings });
}

async function compareTile(read: ReadLedgerFile, size: number, tile: Tile): Promise<Result<readonly LedgerFinding[]>> {
  const { hashes, index, level } = tile;
  const stored = await readTile(read, size, level, index);
  if (!stored.ok) return asFinding(stored.error, 'tree');
  if (equalHashes(encodeTile(stored.value), encodeTile(hashes))) return ok([]);
  const file = tilePath(level, index, widthAt(level, index, size));
  return ok([{ kind: 'tree', message: 'A tile is not what the entries hash to.', file }]);
}
