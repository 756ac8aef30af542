import { fail, ok, type Result } from '../failure/index.ts';
import { encodeBundle } from './bundle.ts';
import { signCheckpoint } from './checkpoint.ts';
import { edgeRoot, emptyEdge, extendEdge, type TreeEdge } from './edge.ts';
import { encodeEntry } from './encode-entry.ts';
import type { LedgerEntry } from './entry.ts';
import { leafHash } from './hash.ts';
import type { LogSigner } from './log-key.ts';
import type { OpenLedger } from './open-ledger.ts';
import { payloadDigest, type SealedPayload } from './payload.ts';
import { encodeTile, tilePath, tileWidth } from './tile.ts';

/** An entry, and its payload where it names one. */
export interface Addition {
  readonly entry: LedgerEntry;
  readonly payload?: SealedPayload | undefined;
}

export interface LedgerFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What an append writes, whatever the store. */
export interface AppendPlan {
  /** What is new, in the order of its entries. */
  readonly added: readonly Addition[];
  /** Ids that were there before. */
  readonly present: readonly string[];
  /** Bytes of the new entries. */
  readonly leaves: readonly Uint8Array[];
  /** Bundles and tiles that became full. */
  readonly full: readonly LedgerFile[];
  readonly edge: TreeEdge;
  /** Entries of the last bundle that is not full. */
  readonly pending: readonly Uint8Array[];
  /** The new checkpoint, signed. */
  readonly note: string;
}

/**
 * Appends to a ledger (`undefined`: a new one) what is not there yet; `known` are the ids of all its entries. Fails with
 * `usage` where an entry or its payload is not fit.
 */
export function planAppend(
  ledger: OpenLedger | undefined,
  known: ReadonlySet<string>,
  additions: readonly Addition[],
  signer: LogSigner,
): Result<AppendPlan> {
  const seen = new Set(known);
  const added: Addition[] = [];
  const present: string[] = [];
  const leaves: Uint8Array[] = [];
  for (const addition of additions) {
    const leaf = encodeAddition(addition);
    if (!leaf.ok) return leaf;
    if (seen.has(addition.entry.id)) {
      present.push(addition.entry.id);
      continue;
    }
    seen.add(addition.entry.id);
    added.push(addition);
    leaves.push(leaf.value);
  }
  const before = ledger?.edge ?? emptyEdge;
  const { edge, full } = extendEdge(before, leaves.map(leafHash));
  const bundles = bundlesOf([...(ledger?.pending ?? []), ...leaves], Math.floor(before.size / tileWidth));
  const tiles = full.map(({ hashes, index, level }) => ({
    path: tilePath(level, index, tileWidth),
    bytes: encodeTile(hashes),
  }));
  const note = signCheckpoint({ size: edge.size, root: edgeRoot(edge) }, signer);
  return ok({ added, present, leaves, full: [...bundles.full, ...tiles], edge, pending: bundles.pending, note });
}

function bundlesOf(entries: readonly Uint8Array[], first: number) {
  const full: LedgerFile[] = [];
  let at = 0;
  for (; at + tileWidth <= entries.length; at += tileWidth) {
    const bytes = encodeBundle(entries.slice(at, at + tileWidth));
    full.push({ path: tilePath('entries', first + full.length, tileWidth), bytes });
  }
  return { full, pending: entries.slice(at) };
}

function encodeAddition({ entry, payload }: Addition): Result<Uint8Array> {
  const named = payload === undefined ? null : payloadDigest(payload);
  if (entry.payload === named) return encodeEntry(entry);
  return fail('usage', `The entry ${entry.id} does not name the payload that comes with it.`, {
    hint: 'Set its member payload to the digest of the sealed payload, or to null where there is none.',
  });
}
