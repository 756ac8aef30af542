import type { Result } from '@interlock/core/failure';

export interface RefMove {
  readonly reference: string;
  /** What it must point at before; `undefined`: it must not exist. */
  readonly from: string | undefined;
  readonly to: string;
}

/** References with the ledger, in the repository itself or on a remote. */
export interface LedgerRefs {
  /** Where they point; those that do not exist are left out. Their commits are in the repository afterwards. */
  readonly read: (references: readonly string[]) => Promise<Result<ReadonlyMap<string, string>>>;
  /** Moves all or none. `lost`: another writer was faster, or may have been; read them again. */
  readonly move: (moves: readonly RefMove[]) => Promise<Result<'moved' | 'lost'>>;
}

/** How references that were to be moved stand now. */
export function outcomeOf(moves: readonly RefMove[], now: ReadonlyMap<string, string>): 'moved' | 'lost' | 'refused' {
  if (moves.every(({ reference, to }) => now.get(reference) === to)) return 'moved';
  return moves.every(({ from, reference }) => now.get(reference) === from) ? 'refused' : 'lost';
}
