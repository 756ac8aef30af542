import { emptyRoot, equalHashes, nodeHash, type TreeHash } from './hash.ts';

/** A leaf in a tree, and the hashes that lead from it to the root (RFC 6962, 2.1.1). */
export interface Inclusion {
  readonly index: number;
  readonly size: number;
  readonly leaf: TreeHash;
  readonly proof: readonly TreeHash[];
  readonly root: TreeHash;
}

/** Whether the leaf stands there (RFC 9162, 2.1.3.2). */
export function verifyInclusion({ index, leaf, proof, root, size }: Inclusion): boolean {
  if (!isCount(index) || !isCount(size) || index >= size || !areHashes([leaf, root, ...proof])) return false;
  let hash = leaf;
  const reached = climb(index, size - 1, proof, (sibling, isLeft) => {
    hash = isLeft ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
  });
  return reached && equalHashes(hash, root);
}

/** Goes up from a node to the root, one sibling after the other; false where there are too few of them or too many. */
function climb(
  node: number,
  lastNode: number,
  siblings: readonly TreeHash[],
  step: (sibling: TreeHash, isLeft: boolean) => void,
): boolean {
  let [at, last] = [node, lastNode];
  for (const sibling of siblings) {
    if (last === 0) return false;
    const isLeft = at % 2 === 1 || at === last;
    step(sibling, isLeft);
    if (isLeft) for (; at % 2 === 0 && at !== 0; at /= 2) last = Math.floor(last / 2);
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0;
}

/** Two trees, and the hashes that show that the second begins with the first (RFC 6962, 2.1.2). */
export interface Consistency {
  readonly oldSize: number;
  readonly oldRoot: TreeHash;
  readonly size: number;
  readonly root: TreeHash;
  readonly proof: readonly TreeHash[];
}

/**
 * Whether the second tree begins with the first (RFC 9162, 2.1.4.2). RFC 6962 leaves the tree without entries open. As
 * in C2SP tlog-witness every tree begins with it: the proof is empty, and its root is the SHA-256 of nothing.
 */
export function verifyConsistency({ oldRoot, oldSize, proof, root, size }: Consistency): boolean {
  if (!isCount(oldSize) || !isCount(size) || oldSize > size) return false;
  if (oldSize === size) return proof.length === 0 && equalHashes(oldRoot, root) && (size > 0 || isEmpty(root));
  if (!areHashes([oldRoot, root, ...proof])) return false;
  if (oldSize === 0) return proof.length === 0 && isEmpty(oldRoot);
  let [at, last] = [oldSize - 1, size - 1];
  for (; at % 2 === 1; at = Math.floor(at / 2)) last = Math.floor(last / 2);
  // the old tree is a whole subtree: its root is the first hash of the path
  const [first, ...others] = at === 0 ? [oldRoot, ...proof] : proof;
  if (first === undefined) return false;
  let [before, after] = [first, first];
  const reached = climb(at, last, others, (sibling, isLeft) => {
    if (isLeft) before = nodeHash(sibling, before);
    after = isLeft ? nodeHash(sibling, after) : nodeHash(after, sibling);
  });
  return reached && equalHashes(before, oldRoot) && equalHashes(after, root);
}

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;
const isEmpty = (root: TreeHash) => equalHashes(root, emptyRoot());
const areHashes = (hashes: readonly Uint8Array[]) => hashes.every(({ length }) => length === 32);
