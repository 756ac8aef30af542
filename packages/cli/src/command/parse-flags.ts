import { parseArgs } from 'node:util';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { AnyOperation } from '@interlock/core/operation';
import { oneLine } from '@interlock/core/text';
import { nearest } from './nearest.ts';

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
    const message = String(cause).replace(/^TypeError(?: \[\w+\])?: /, '');
    const unknown = /^Unknown option '--?([^']*)'/.exec(message)?.[1];
    if (unknown !== undefined) return unknownFlag(unknown, operation);
    return fail('usage', `${oneLine(message.split('. ')[0] ?? '')}.`, { hint: theFlags([...declared.keys()]) });
  }
}

function unknownFlag(name: string, { inputs }: AnyOperation): Result<never> {
  const input = inputs[name];
  if (input?.type === 'secret') {
    return fail('usage', `--${name} is no flag, because other users of the machine could read it.`, {
      hint: `Set the environment variable ${input.variable}.`,
    });
  }
  const flags = Object.keys(inputs).filter((flag) => inputs[flag]?.type !== 'secret');
  const close = nearest(name, [...flags, 'json', 'help']);
  return fail('usage', `There is no flag --${oneLine(name, 80)}.`, {
    hint: close === undefined ? theFlags(flags) : `Did you mean --${close}? ${theFlags(flags)}`,
  });
}

function theFlags(names: readonly string[]): string {
  return `The flags are: ${names.map((name) => `--${name}`).join(', ')}, --json, --help.`;
}
