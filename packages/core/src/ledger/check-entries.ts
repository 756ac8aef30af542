import { decodeEntry } from './encode-entry.ts';
import type { LedgerFinding, PlacedEntry } from './finding.ts';

/** Reads the leaves of a ledger in their order, and checks what each says about the others. */
export function checkEntries(leaves: readonly Uint8Array[]): {
  readonly entries: readonly PlacedEntry[];
  readonly findings: readonly LedgerFinding[];
} {
  const places = new Map<string, number>();
  const entries: PlacedEntry[] = [];
  const findings: LedgerFinding[] = [];
  for (const [index, leaf] of leaves.entries()) {
    const decoded = decodeEntry(leaf, `entry ${index} of the ledger`);
    if (!decoded.ok) {
      findings.push({ kind: 'undecodable-entry', message: decoded.error.message, index });
      continue;
    }
    const entry = decoded.value;
    const missing = entry.after.filter((id) => !places.has(id));
    if (missing.length > 0)
      findings.push({ kind: 'order', message: `It rests on what is not before it: ${missing.join(', ')}.`, index });
    const first = places.get(entry.id);
    if (first !== undefined)
      findings.push({ kind: 'duplicate-id', message: `${entry.id} stands at index ${first} too.`, index });
    else places.set(entry.id, index);
    entries.push({ index, entry });
  }
  return { entries, findings };
}
