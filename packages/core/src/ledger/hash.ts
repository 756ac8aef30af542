import { createHash } from 'node:crypto';

/** A SHA-256 hash of 32 bytes: of a leaf, of a node, or the root of a tree. */
export type TreeHash = Uint8Array;

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** The hash of an entry (RFC 6962, 2.1). */
export function leafHash(entry: Uint8Array): TreeHash {
  return createHash('sha256').update(leafPrefix).update(entry).digest();
}

/** The hash of a node over its two children (RFC 6962, 2.1). */
export function nodeHash(left: TreeHash, right: TreeHash): TreeHash {
  return createHash('sha256').update(nodePrefix).update(left).update(right).digest();
}

/** The root of the tree without entries: SHA-256 of nothing. */
export function emptyRoot(): TreeHash {
  return createHash('sha256').digest();
}

/** The root of a whole subtree; the number of its hashes is a power of two. */
export function subtreeRoot(hashes: readonly TreeHash[]): TreeHash {
  let row = hashes;
  while (row.length > 1) {
    const above: TreeHash[] = [];
    for (const [at, left] of row.entries()) {
      const right = row[at + 1];
      if (at % 2 === 0 && right !== undefined) above.push(nodeHash(left, right));
    }
    row = above;
  }
  return row[0] ?? emptyRoot();
}

export function equalHashes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
