import type { Recorder } from '@interlock/core/event';
import type { ExitCode, Result } from '@interlock/core/failure';
import type { Host } from '@interlock/core/host';
import {
  runOperation,
  withEventInputs,
  type AnyOperation,
  type Input,
  type InputsOf,
  type Operation,
  type Outcome,
  type Output,
  type OutputsOf,
} from '@interlock/core/operation';
import type { RunContext } from '@interlock/core/ports';

/** What the world around a run looks like; read once at the edge and handed in. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly runContext: RunContext;
  /** Folder of the program: stubs, policies, worker. Ends in a slash. */
  readonly root: URL;
  /**
   * Listens for the end of the job (SIGINT, SIGTERM, SIGHUP). Only an operation that cleans up asks for it, and when it
   * runs. What only has to come to its end is held by the adapter `process-end`.
   */
  readonly listenForInterruption: () => AbortSignal;
}

/** An operation with its ports wired. */
export interface Composed {
  readonly operation: AnyOperation;
  run(host: Host, recorder?: Recorder): Promise<ExitCode>;
}

export type Compose = (surroundings: Surroundings) => Composed;

/**
 * Ties a handler to its operation; `ports` are made when it runs, because some speak through the host. `clear` removes
 * the older answer where the operation stops before its handler does that.
 */
export function bind<I extends Record<string, Input>, O extends Record<string, Output>, Ports>(
  operation: Operation<I, O>,
  handle: (inputs: InputsOf<Operation<I, O>>, ports: Ports) => Promise<Result<Outcome<OutputsOf<Operation<I, O>>>>>,
  ports: (host: Host) => Ports,
  clear?: (inputs: InputsOf<Operation<I, O>>) => Promise<Result<void>>,
): Composed {
  return {
    operation: withEventInputs(operation),
    run: (host, recorder) =>
      runOperation(operation, { host, recorder }, (inputs) => handle(inputs, ports(host)), clear),
  };
}
