import type { LoadSigningKey, SignStatement, VerifyBundle } from '@interlock/core/evidence';
import type { Reporter } from '@interlock/core/host';
import type { InputsOf } from '@interlock/core/operation';
import type {
  ClearOutputs,
  Clock,
  FetchCommit,
  MergedTree,
  MergeRequest,
  OpenRepository,
  OpenRequest,
  ReadFile,
  ReadRequest,
  ReadStatuses,
  RevertedTree,
  RunContext,
  WriteFiles,
} from '@interlock/core/ports';
import type { mergeChange } from './declaration.ts';

export type Inputs = InputsOf<typeof mergeChange>;

/** What a forge does for a merge. */
export interface MergingForge {
  readonly openRequest: OpenRequest;
  readonly readRequest: ReadRequest;
  readonly readStatuses: ReadStatuses;
  readonly mergeRequest: MergeRequest;
}

export interface MergeChangePorts {
  readonly openRepository: OpenRepository;
  readonly clearOutputs: ClearOutputs;
  readonly readFile: ReadFile;
  readonly writeFiles: WriteFiles;
  /** `undefined`: there is no token for it. */
  readonly forge: MergingForge | undefined;
  readonly mergedTree: MergedTree;
  readonly revertedTree: RevertedTree;
  readonly fetchCommit: FetchCommit;
  readonly verifyBundle: VerifyBundle;
  readonly loadSigningKey: LoadSigningKey;
  readonly signStatement: SignStatement;
  readonly clock: Pick<Clock, 'now'>;
  readonly runContext: RunContext;
  readonly reporter: Reporter;
}
