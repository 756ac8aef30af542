import { exitCodeOf, type ExitCode, type Failure, type Result } from '../failure/index.ts';
import type { Host } from '../host/index.ts';
import { nearest } from '../text/index.ts';
import type { InputsOf, Operation, OutputsOf } from './define-operation.ts';
import type { Input, Output } from './input.ts';
import { kebabCase } from './names.ts';
import { parseInputs } from './parse-inputs.ts';

/** What a handler answers when it did its work, whatever the answer is. */
export interface Outcome<Outputs> {
  readonly outputs: Outputs;
  /** 0 done or merge · 1 blocked or no · 3 could not decide · 4 needs approval. */
  readonly exitCode: Exclude<ExitCode, 2>;
}

/** A handler takes only its parsed inputs and ports; it never reads the environment. */
export type Handler<Op, Ports> = (inputs: InputsOf<Op>, ports: Ports) => Promise<Result<Outcome<OutputsOf<Op>>>>;

/** Parses, handles, writes outputs or failures; gives the exit code. A thrown exception is a bug and is reported as one. */
export async function runOperation<I extends Record<string, Input>, O extends Record<string, Output>>(
  operation: Operation<I, O>,
  host: Host,
  handle: (inputs: InputsOf<Operation<I, O>>) => Promise<Result<Outcome<OutputsOf<Operation<I, O>>>>>,
): Promise<ExitCode> {
  const exitCode = await attempt(operation, host, handle);
  try {
    await host.flush(exitCode);
    return exitCode;
  } catch (cause) {
    const message = `The outputs could not be written: ${cause instanceof Error ? cause.message : String(cause)}`;
    return report(host, [{ kind: 'unwritable-file', message, hint: 'Run in a folder that may be written to.', cause }]);
  }
}

async function attempt<I extends Record<string, Input>, O extends Record<string, Output>>(
  operation: Operation<I, O>,
  host: Host,
  handle: (inputs: InputsOf<Operation<I, O>>) => Promise<Result<Outcome<OutputsOf<Operation<I, O>>>>>,
): Promise<ExitCode> {
  const inputs = parseInputs(operation, host.input);
  const failures = [...unknownInputFailures(operation, host), ...(inputs.ok ? [] : inputs.error)];
  if (!inputs.ok || failures.length > 0) return report(host, failures);
  try {
    const result = await handle(inputs.value);
    if (!result.ok) return report(host, [result.error]);
    for (const name of Object.keys(operation.outputs)) {
      const value: unknown = Object.entries(result.value.outputs).find(([key]) => kebabCase(key) === name)?.[1];
      host.output(name, typeof value === 'string' ? value : '');
    }
    return result.value.exitCode;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return report(host, [
      {
        kind: 'internal',
        message: `Unexpected: ${message}`,
        hint: 'This is a bug in Interlock: please report it.',
        cause,
      },
    ]);
  }
}

function unknownInputFailures(operation: { readonly inputs: Record<string, Input> }, host: Host): readonly Failure[] {
  const declared = Object.keys(operation.inputs);
  return host.unknownInputs(declared).map((name) => {
    const close = nearest(name, declared);
    const hint = `${close === undefined ? '' : `Did you mean ${close}? `}The inputs are: ${declared.join(', ')}.`;
    return { kind: 'usage', message: `Unknown input "${name}".`, hint };
  });
}

function report(host: Host, failures: readonly Failure[]): ExitCode {
  host.fail(failures);
  return failures[0] === undefined ? 3 : exitCodeOf(failures[0]);
}
