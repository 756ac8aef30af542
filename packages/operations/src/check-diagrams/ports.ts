import type { Reporter } from '@interlock/core/host';
import type {
  CheckOutputs,
  ClearOutputs,
  FindFiles,
  OpenRepository,
  ReadFile,
  RunContext,
  WriteFiles,
} from '@interlock/core/ports';
import type { OpenLedgerStore } from '../ledger-place.ts';

export interface CheckDiagramsPorts {
  readonly findFiles: FindFiles;
  readonly readFile: ReadFile;
  readonly clearOutputs: ClearOutputs;
  readonly checkOutputs: CheckOutputs;
  readonly writeFiles: WriteFiles;
  readonly openRepository: OpenRepository;
  readonly openStore: OpenLedgerStore;
  readonly runContext: RunContext;
  readonly reporter: Reporter;
}
