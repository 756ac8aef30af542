import type { Result } from '../failure/index.ts';

/** A program that the operator named (a hook): an argument vector, never a shell line made from data. */
export interface CommandCall {
  readonly command: readonly [string, ...string[]];
  /** Added to a minimal environment (PATH, HOME, …); data reaches a hook only this way. */
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory?: string;
  readonly timeoutSeconds: number;
}

export interface CommandOutcome {
  readonly exitCode: number;
  /** At most 1 MiB each; longer output is cut. */
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a hook to its end. Fails with `deadline-exceeded` or `hook-failed` (it could not start); a non-zero exit is an outcome. */
export type RunCommand = (call: CommandCall) => Promise<Result<CommandOutcome>>;
