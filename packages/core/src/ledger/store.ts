import type { Result } from '../failure/index.ts';
import type { LedgerEntry } from './entry.ts';
import type { LogSigner } from './log-key.ts';
import type { SealedPayload } from './payload.ts';
import type { Addition } from './plan-append.ts';
import type { ReadLedgerFile } from './read-file.ts';

export interface LedgerBatch {
  /** What is there already, by its id, is passed over: a batch may be given again as often as needed. */
  readonly additions: readonly Addition[];
  readonly signer: LogSigner;
  /** A checkpoint seen earlier (a signed note); a ledger that does not continue it is not appended to. */
  readonly remembered?: Uint8Array | undefined;
}

export interface AppendReport {
  /** Ids of the entries that this call wrote. */
  readonly added: readonly string[];
  /** Ids that were there before. */
  readonly present: readonly string[];
  readonly size: number;
  /** The checkpoint with all of them, signed: what to remember. Empty where the ledger is still empty. */
  readonly note: string;
}

/** Where a ledger is kept. What it answers is checked by who reads it. */
export interface LedgerStore {
  /** The ledger as it is now; entries that others append later do not show. */
  readonly snapshot: () => Promise<Result<ReadLedgerFile>>;
  /**
   * Appends all entries or none. A failure does not tell that nothing was written: give the same batch again. Fails with
   * `usage`, `not-verified`, `deadline-exceeded`, `unwritable-file` or `service-failed`.
   */
  readonly append: (batch: LedgerBatch) => Promise<Result<AppendReport>>;
  /** The payload of an entry; `undefined` where there is none or it was deleted. */
  readonly payload: (entry: LedgerEntry) => Promise<Result<SealedPayload | undefined>>;
}
