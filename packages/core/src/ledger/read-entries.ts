import { fail, ok, type Result } from '../failure/index.ts';
import { decodeEntry } from './encode-entry.ts';
import type { LedgerEntry } from './entry.ts';
import type { OpenLedger } from './open-ledger.ts';
import { proofText } from './proof-text.ts';
import { proveInclusion } from './prove.ts';
import { readBundle } from './read-file.ts';
import { tileWidth } from './tile.ts';

/** The bytes of the entries from one index on. They are not checked against the tree: `verifyLedger` does that. */
export async function readLeaves(
  { checkpoint: { size }, pending, read }: OpenLedger,
  from: number,
): Promise<Result<readonly Uint8Array[]>> {
  const leaves: Uint8Array[] = [];
  for (let index = Math.floor(from / tileWidth); index * tileWidth < size; index += 1) {
    const isLast = (index + 1) * tileWidth > size;
    const entries = isLast ? ok(pending) : await readBundle(read, size, index);
    if (!entries.ok) return entries;
    leaves.push(...entries.value.slice(Math.max(0, from - index * tileWidth)));
  }
  return ok(leaves);
}

/** All entries, in their order. Fails with `malformed-file` at the first that cannot be read. */
export async function readEntries(ledger: OpenLedger): Promise<Result<readonly LedgerEntry[]>> {
  const leaves = await readLeaves(ledger, 0);
  if (!leaves.ok) return leaves;
  const entries: LedgerEntry[] = [];
  for (const [index, leaf] of leaves.value.entries()) {
    const entry = decodeEntry(leaf, `entry ${index} of the ledger`);
    if (!entry.ok) return entry;
    entries.push(entry.value);
  }
  return ok(entries);
}

/** One file that shows, without the ledger, that the entry at this index stands in it (C2SP tlog-proof). */
export async function proveEntry(ledger: OpenLedger, index: number): Promise<Result<string>> {
  const { checkpoint, note, read } = ledger;
  if (!Number.isInteger(index) || index < 0 || index >= checkpoint.size)
    return fail('usage', `The ledger has no entry ${index}: it has ${checkpoint.size} entries, from 0 on.`);
  const proof = await proveInclusion(read, index, checkpoint.size);
  return proof.ok ? ok(proofText({ index, proof: proof.value, checkpoint: note })) : proof;
}
