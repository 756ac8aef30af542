import type { EventInputs, Recorder } from '../event/index.ts';
import { exitCodeOf, ok, type ExitCode, type Failure, type Result } from '../failure/index.ts';
import type { Host } from '../host/index.ts';
import { nearest } from '../text/index.ts';
import type { InputsOf, Operation, OutputsOf } from './define-operation.ts';
import { eventInputs, withEventInputs } from './event-inputs.ts';
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

/** A handler with its ports. */
export type Handle<I extends Record<string, Input>, O extends Record<string, Output>> = (
  inputs: InputsOf<Operation<I, O>>,
) => Promise<Result<Outcome<OutputsOf<Operation<I, O>>>>>;

/** Removes what stands where a call writes its answer. */
export type Clear<I extends Record<string, Input>, O extends Record<string, Output>> = (
  inputs: InputsOf<Operation<I, O>>,
) => Promise<Result<void>>;

/** Where an operation runs, and who writes down what it did. */
export interface Surrounding {
  readonly host: Host;
  readonly recorder?: Recorder | undefined;
}

/**
 * Parses, handles, writes outputs or failures; gives the exit code. A thrown exception is a bug and is reported as one.
 * `clear` is called where the file of events stops the operation before its handler could remove an older answer.
 */
export async function runOperation<I extends Record<string, Input>, O extends Record<string, Output>>(
  operation: Operation<I, O>,
  { host, recorder }: Surrounding,
  handle: Handle<I, O>,
  clear?: Clear<I, O>,
): Promise<ExitCode> {
  const exitCode = await attempt(operation, { host, recorder }, handle, clear).catch((cause: unknown) =>
    bug(host, cause),
  );
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
  { host, recorder }: Surrounding,
  handle: Handle<I, O>,
  clear: Clear<I, O> | undefined,
): Promise<ExitCode> {
  const inputs = parseInputs(operation, host.input);
  const event = readEventInputs(operation, host);
  const problems = [inputs, event].flatMap((parsed) => (parsed.ok ? [] : parsed.error));
  const failures = [...unknownInputFailures(withEventInputs(operation), host), ...problems];
  if (!inputs.ok || !event.ok || failures.length > 0) return report(host, failures);
  const { value: given } = event;
  const free = given === undefined ? ok(undefined) : await recorder?.check(given);
  // A change may have brought the file, and must not keep its judgement from being written by that.
  if (free?.ok === false && operation.runsOn !== 'change-request') {
    const cleared = await clear?.(inputs.value);
    return report(host, cleared?.ok === false ? [free.error, cleared.error] : [free.error]);
  }
  const { exitCode, failure, outputs } = await answerOf(operation, host, () => handle(inputs.value));
  if (recorder === undefined || given === undefined || operation.event === undefined || exitCode === 2) return exitCode;
  if (free?.ok === false) return untold(host, free.error);
  const what = { operation: operation.name, type: operation.event, outcome: outcomes[exitCode], outputs };
  const recorded = await recorder.record(failure === undefined ? what : { ...what, failure }, given);
  return recorded.ok ? exitCode : untold(host, recorded.error);
}

/** What was done stays done, and whoever asked must learn that it has left no trace. */
function untold(host: Host, failure: Failure): ExitCode {
  report(host, [failure]);
  return 3;
}

const outcomes = { 0: 'done', 1: 'refused', 3: 'undecided', 4: 'needs-approval' } as const;

interface Answer {
  readonly exitCode: ExitCode;
  readonly failure?: string;
  /** By their names in the declaration. */
  readonly outputs: Readonly<Record<string, string>>;
}

async function answerOf<I extends Record<string, Input>, O extends Record<string, Output>>(
  operation: Operation<I, O>,
  host: Host,
  handle: () => ReturnType<Handle<I, O>>,
): Promise<Answer> {
  const result = await handle().catch((cause: unknown): Result<never> => ({ ok: false, error: unexpected(cause) }));
  if (!result.ok) return { exitCode: report(host, [result.error]), failure: result.error.kind, outputs: {} };
  const given = new Map(Object.entries(result.value.outputs).map(([key, value]) => [kebabCase(key), value]));
  const outputs = Object.keys(operation.outputs).map((name) => {
    const value: unknown = given.get(name);
    return [name, typeof value === 'string' ? value : ''] as const;
  });
  for (const [name, value] of outputs) host.output(name, value);
  return { exitCode: result.value.exitCode, outputs: Object.fromEntries(outputs) };
}

function readEventInputs(
  { event }: Pick<Operation, 'event'>,
  host: Host,
): Result<EventInputs | undefined, readonly Failure[]> {
  return event === undefined ? ok(undefined) : parseInputs({ inputs: eventInputs }, host.input);
}

const bug = (host: Host, cause: unknown) => report(host, [unexpected(cause)]);

function unexpected(cause: unknown): Failure {
  const message = `Unexpected: ${cause instanceof Error ? cause.message : String(cause)}`;
  return { kind: 'internal', message, hint: 'This is a bug in Interlock: please report it.', cause };
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
