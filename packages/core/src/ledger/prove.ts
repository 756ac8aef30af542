import { ok, type Result } from '../failure/index.ts';
import { nodeHash, subtreeRoot, type TreeHash } from './hash.ts';
import { readTile, type ReadLedgerFile } from './read-file.ts';
import { tileWidth } from './tile.ts';

type NodeOf = (from: number, to: number) => Promise<Result<TreeHash>>;

/** Hashes from the leaf's sibling up to the child of the root (RFC 6962, 2.1.1), made from the tiles of a tree of this size. */
export function proveInclusion(
  read: ReadLedgerFile,
  index: number,
  size: number,
): Promise<Result<readonly TreeHash[]>> {
  if (!(index >= 0 && index < size)) throw new RangeError(`no entry ${index} in a tree of ${size}`);
  const siblings: Range[] = [];
  for (let [from, to] = [0, size]; to - from > 1;) {
    const middle = from + splitOf(to - from);
    siblings.push(index < middle ? [middle, to] : [from, middle]);
    [from, to] = index < middle ? [from, middle] : [middle, to];
  }
  return hashesOf(read, size, siblings.reverse());
}

/** Shows that the tree of this size begins with that of the old size (RFC 6962, 2.1.2); empty for an old size of 0. */
export function proveConsistency(
  read: ReadLedgerFile,
  oldSize: number,
  size: number,
): Promise<Result<readonly TreeHash[]>> {
  if (!(oldSize >= 0 && oldSize <= size)) throw new RangeError(`a tree of ${size} does not begin with ${oldSize}`);
  if (oldSize === 0 || oldSize === size) return Promise.resolve(ok([]));
  const parts: Range[] = [];
  let [from, to] = [0, size];
  while (to !== oldSize) {
    const middle = from + splitOf(to - from);
    parts.push(oldSize <= middle ? [middle, to] : [from, middle]);
    [from, to] = oldSize <= middle ? [from, middle] : [middle, to];
  }
  // where the old tree is a whole subtree, the reader has its root
  if (from !== 0) parts.push([from, to]);
  return hashesOf(read, size, parts.reverse());
}

type Range = readonly [from: number, to: number];

async function hashesOf(
  read: ReadLedgerFile,
  size: number,
  ranges: readonly Range[],
): Promise<Result<readonly TreeHash[]>> {
  const node = nodes(read, size);
  const hashes: TreeHash[] = [];
  for (const [from, to] of ranges) {
    const hash = await rangeRoot(node, from, to);
    if (!hash.ok) return hash;
    hashes.push(hash.value);
  }
  return ok(hashes);
}

/** The largest power of two that is smaller. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

async function rangeRoot(node: NodeOf, from: number, to: number): Promise<Result<TreeHash>> {
  const split = splitOf(to - from);
  if (to - from === 1 || split * 2 === to - from) return node(from, to);
  const left = await rangeRoot(node, from, from + split);
  if (!left.ok) return left;
  const right = await rangeRoot(node, from + split, to);
  return right.ok ? ok(nodeHash(left.value, right.value)) : right;
}

/** Roots of whole subtrees: each is a part of one tile. */
function nodes(read: ReadLedgerFile, size: number): NodeOf {
  return async (from, to) => {
    let [level, start, width] = [0, from, to - from];
    for (; width >= tileWidth; level += 1) [start, width] = [start / tileWidth, width / tileWidth];
    const index = Math.floor(start / tileWidth);
    const hashes = await readTile(read, size, level, index);
    if (!hashes.ok) return hashes;
    const at = start - index * tileWidth;
    return ok(subtreeRoot(hashes.value.slice(at, at + width)));
  };
}
