import { exitCodeOf, ok, type Failure, type Result } from '../failure/index.ts';
import type { LedgerEntry } from './entry.ts';

export type LedgerFindingKind =
  | 'checkpoint'
  | 'tree'
  | 'rolled-back'
  | 'forked'
  | 'undecodable-entry'
  | 'duplicate-id'
  | 'order';

export interface LedgerFinding {
  readonly kind: LedgerFindingKind;
  readonly message: string;
  /** File of the ledger, by its path in the tlog-tiles layout. */
  readonly file?: string | undefined;
  /** Index of the entry, from 0. */
  readonly index?: number | undefined;
}

/** An entry that could be read, and its place. */
export interface PlacedEntry {
  readonly index: number;
  readonly entry: LedgerEntry;
}

/** A negative answer about the ledger is a finding; whatever kept it from being read stays a failure. */
export function asFinding(failure: Failure, kind: LedgerFindingKind): Result<readonly LedgerFinding[]> {
  if (exitCodeOf(failure) !== 1) return { ok: false, error: failure };
  return ok([{ kind, message: failure.message, file: failure.file }]);
}
