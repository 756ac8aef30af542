import { emptyRoot, nodeHash, subtreeRoot, type TreeHash } from './hash.ts';
import { tileWidth, type Tile } from './tile.ts';

/** The right edge of a tree, which is all that is needed to append to it and to tell its root. */
export interface TreeEdge {
  readonly size: number;
  /** From level 0 up: the hashes of the last tile of each level, as long as it is not full. */
  readonly levels: readonly (readonly TreeHash[])[];
}

export const emptyEdge: TreeEdge = { size: 0, levels: [] };

export interface Extension {
  readonly edge: TreeEdge;
  /** Tiles that became full, each after those that it rests on. */
  readonly full: readonly Tile[];
}

/** Appends leaves, given by their hashes. */
export function extendEdge(edge: TreeEdge, leaves: readonly TreeHash[]): Extension {
  const levels: (readonly TreeHash[])[] = [];
  const full: Tile[] = [];
  let incoming = leaves;
  for (let level = 0; incoming.length > 0 || level < edge.levels.length; level += 1) {
    const all = [...(edge.levels[level] ?? []), ...incoming];
    const first = Math.floor(edge.size / tileWidth ** (level + 1));
    const roots: TreeHash[] = [];
    let at = 0;
    for (; at + tileWidth <= all.length; at += tileWidth) {
      const hashes = all.slice(at, at + tileWidth);
      full.push({ level, index: first + roots.length, hashes });
      roots.push(subtreeRoot(hashes));
    }
    levels.push(all.slice(at));
    incoming = roots;
  }
  return { edge: { size: edge.size + leaves.length, levels }, full };
}

/** The root of the tree (RFC 6962, 2.1). */
export function edgeRoot({ levels }: TreeEdge): TreeHash {
  let root: TreeHash | undefined;
  for (const hashes of levels)
    for (const peak of peaks(hashes).toReversed()) root = root === undefined ? peak : nodeHash(peak, root);
  return root ?? emptyRoot();
}

/** Roots of the whole subtrees over the hashes of one level, from left to right: one for each bit of their number. */
function peaks(hashes: readonly TreeHash[]): readonly TreeHash[] {
  const found: TreeHash[] = [];
  for (let at = 0, width = tileWidth; width >= 1; width /= 2) {
    if (hashes.length - at < width) continue;
    found.push(subtreeRoot(hashes.slice(at, at + width)));
    at += width;
  }
  return found;
}

/** The tiles of the edge that are not full. */
export function partialTiles({ levels, size }: TreeEdge): readonly Tile[] {
  return levels.flatMap((hashes, level) =>
    hashes.length === 0 ? [] : [{ level, index: Math.floor(size / tileWidth ** (level + 1)), hashes }],
  );
}
