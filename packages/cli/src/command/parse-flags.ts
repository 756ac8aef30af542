import { parseArgs } from 'node:util';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { AnyOperation } from '@interlock/core/operation';

export interface Flags {
  readonly help: boolean;
  readonly json: boolean;
  /** Text of each input that was given as a flag; repeated `lines` flags are joined by line breaks. */
  readonly inputs: Readonly<Record<string, string>>;
}

/**
 * Flags of one operation. Every input but a secret is a flag of the same name; a boolean may stand alone
 * (`--include-dev`), with a value (`--include-dev=false`) or negated (`--no-include-dev`).
 */
export function parseFlags(operation: AnyOperation, args: readonly string[]): Result<Flags> {
  const open = Object.entries(operation.inputs).filter(([, input]) => input.type !== 'secret');
  const declared = new Map(open);
  const options = Object.fromEntries([
    ...open.map(([name, input]) => [name, { type: 'string', multiple: input.type === 'lines' }] as const),
    ['help', { type: 'boolean', short: 'h' }] as const,
    ['json', { type: 'boolean' }] as const,
  ]);
  const written = args.map((arg) => {
    const name = /^--(no-)?([a-z][a-z0-9-]*)$/.exec(arg);
    const boolean = name !== null && declared.get(name[2] ?? '')?.type === 'boolean';
    return boolean ? `--${name[2]}=${name[1] === undefined}` : arg;
  });
  try {
    const parsed = parseArgs({ args: written, options, strict: true, allowPositionals: false });
    const values: Readonly<Record<string, unknown>> = parsed.values;
    const inputs = Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) =>
        typeof value === 'string' || Array.isArray(value) ? [[name, [value].flat().join('\n')]] : [],
      ),
    );
    return ok({ help: values['help'] === true, json: values['json'] === true, inputs });
  } catch (cause) {
    return fail('usage', flagProblem(cause), {
      hint: `The flags are: ${[...declared.keys()].map((name) => `--${name}`).join(', ')}, --json, --help.`,
    });
  }
}

function flagProblem(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return `${message.split('. ')[0]}.`;
}
