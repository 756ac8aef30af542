import { ok, type Result } from '@interlock/core/failure';
import { openLedger, proveEntry, type LogVerifier, type ReadLedgerFile } from '@interlock/core/ledger';
import type { CaseReport } from '@interlock/core/record';

/** Most entries that are proven one by one. */
const most = 1000;

/** A proof of each entry of the cases that it stands in the ledger (C2SP tlog-proof), by its place. */
export async function proveCases(
  cases: readonly CaseReport[],
  read: ReadLedgerFile,
  verifier: LogVerifier,
): Promise<Result<ReadonlyMap<number, string>>> {
  const proofs = new Map<number, string>();
  const places = cases.flatMap(({ entries }) => entries.map(({ index }) => index)).slice(0, most);
  if (places.length === 0) return ok(proofs);
  const ledger = await openLedger(remembering(read), verifier);
  if (!ledger.ok || ledger.value === undefined) return ledger.ok ? ok(proofs) : ledger;
  for (const place of places) {
    const proof = await proveEntry(ledger.value, place);
    if (!proof.ok) return proof;
    proofs.set(place, proof.value);
  }
  return ok(proofs);
}

/** Proofs share most of their tiles. */
function remembering(read: ReadLedgerFile): ReadLedgerFile {
  const files = new Map<string, ReturnType<ReadLedgerFile>>();
  return (path) => {
    const known = files.get(path) ?? read(path);
    files.set(path, known);
    return known;
  };
}
