import type { Result } from '@interlock/core/failure';
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
  /** The SVG of a diagram. */
  readonly renderDiagram: (source: string) => Promise<Result<string>>;
  readonly openRepository: OpenRepository;
  readonly openStore: OpenLedgerStore;
  readonly runContext: RunContext;
  readonly reporter: Reporter;
}
