import type { Reporter } from '@interlock/core/host';
import type { CheckOutputs, Clock, FindFiles, Forge, ReadFile, RunContext, WriteFiles } from '@interlock/core/ports';
import type { OpenLedgerStore } from '../ledger-place.ts';

export interface RecordEventPorts {
  readonly findFiles: FindFiles;
  readonly readFile: ReadFile;
  readonly checkOutputs: CheckOutputs;
  readonly writeFiles: WriteFiles;
  readonly openStore: OpenLedgerStore;
  /** `undefined` without a token, and on a terminal outside of a repository that is its own forge. */
  readonly forge: Pick<Forge, 'readRequest' | 'readStatuses'> | undefined;
  readonly clock: Pick<Clock, 'now'>;
  /** As many bytes as asked for, that nobody can guess. */
  readonly random: (bytes: number) => Uint8Array;
  readonly runContext: RunContext;
  readonly reporter: Reporter;
}
