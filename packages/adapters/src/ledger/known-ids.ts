import { ok, type Result } from '@interlock/core/failure';
import { checkRemembered, readLeaves, type LogVerifier, type OpenLedger } from '@interlock/core/ledger';

/** Ids of all entries of a ledger. */
export type KnownIds = (ledger: OpenLedger | undefined, verifier: LogVerifier) => Promise<Result<ReadonlySet<string>>>;

interface Seen {
  readonly note: string;
  readonly size: number;
}

/**
 * Reads the ids of a ledger and, the next time, only those of the entries since then. It holds for one ledger that only
 * grows: one that does not continue what was seen is refused with `not-verified`.
 */
export function rememberIds(): KnownIds {
  let seen: Seen = { note: '', size: 0 };
  const ids = new Set<string>();
  return async (ledger, verifier) => {
    if (seen.note !== '') {
      const continued = await checkRemembered(ledger, Buffer.from(seen.note), verifier);
      if (!continued.ok) return continued;
    }
    if (ledger === undefined) return ok(ids);
    const leaves = await readLeaves(ledger, seen.size);
    if (!leaves.ok) return leaves;
    for (const leaf of leaves.value) {
      const id = idOf(leaf);
      if (id !== undefined) ids.add(id);
    }
    seen = { note: ledger.note, size: ledger.checkpoint.size };
    return ok(ids);
  };
}

/** The id of an entry, whatever else is wrong with it: to find such entries is not the task of who appends. */
function idOf(leaf: Uint8Array): string | undefined {
  try {
    const entry: unknown = JSON.parse(new TextDecoder().decode(leaf));
    if (typeof entry !== 'object' || entry === null || !('id' in entry)) return undefined;
    return typeof entry.id === 'string' ? entry.id : undefined;
  } catch {
    return undefined;
  }
}
