import {
  encodeBundle,
  encodeTile,
  partialTiles,
  tilePath,
  tileWidth,
  type LedgerFile,
  type OpenLedger,
} from '@interlock/core/ledger';

/** The tiles and the bundle at the right edge of the tree, as far as they are not full. */
export function partialFiles({ edge, pending }: Pick<OpenLedger, 'edge' | 'pending'>): readonly LedgerFile[] {
  const tiles = partialTiles(edge).map(({ hashes, index, level }) => ({
    path: tilePath(level, index, hashes.length),
    bytes: encodeTile(hashes),
  }));
  if (pending.length === 0) return tiles;
  const path = tilePath('entries', Math.floor(edge.size / tileWidth), pending.length);
  return [...tiles, { path, bytes: encodeBundle(pending) }];
}
