import { fail, ok, type Result } from '@interlock/core/failure';
import {
  openLedger,
  proveEntry,
  readEntries,
  type AppendReport,
  type LedgerStore,
  type LogVerifier,
} from '@interlock/core/ledger';
import type { OutputFile } from '@interlock/core/ports';

/** The file with a proof for each new entry, by id; none where none was asked for. */
export async function proveAdded(
  path: string | undefined,
  { added }: AppendReport,
  store: Pick<LedgerStore, 'snapshot'>,
  verifier: LogVerifier,
): Promise<Result<readonly OutputFile[]>> {
  if (path === undefined) return ok([]);
  const read = await store.snapshot();
  if (!read.ok) return read;
  const ledger = await openLedger(read.value, verifier);
  if (!ledger.ok) return ledger;
  if (ledger.value === undefined) return fail('not-verified', 'The ledger is gone right after it was written.');
  const entries = await readEntries(ledger.value);
  if (!entries.ok) return entries;
  const wanted = new Set(added);
  const proofs: Record<string, string> = {};
  for (const [index, { id }] of entries.value.entries()) {
    if (!wanted.has(id)) continue;
    const proof = await proveEntry(ledger.value, index);
    if (!proof.ok) return proof;
    proofs[id] = proof.value;
  }
  return ok([{ path, content: `${JSON.stringify(proofs, null, 2)}\n` }]);
}
