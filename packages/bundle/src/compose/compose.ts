import type { ExitCode } from '@interlock/core/failure';
import type { Host } from '@interlock/core/host';
import type { AnyOperation } from '@interlock/core/operation';
import type { RunContext } from '@interlock/core/ports';

/** What the world around a run looks like; read once at the edge and handed in. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly runContext: RunContext;
  /** Folder of the program: stubs, policies, worker. Ends in a slash. */
  readonly root: URL;
}

/** An operation with its ports wired. */
export interface Composed {
  readonly operation: AnyOperation;
  run(host: Host): Promise<ExitCode>;
}

export type Compose = (surroundings: Surroundings) => Composed;
