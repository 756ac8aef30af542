import { parseArgs } from 'node:util';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { AnyOperation, Input } from '@interlock/core/operation';
import { nearest, oneLine } from '@interlock/core/text';

export interface Flags {
  readonly help: boolean;
  readonly json: boolean;
  /** Text of each input that was given as a flag; repeated `lines` flags are joined by line breaks. */
  readonly inputs: Readonly<Record<string, string>>;
}

interface Given {
  readonly name: string;
  readonly value: string | undefined;
}

type FlagInputs = ReadonlyMap<string, Input>;

const switches: readonly string[] = ['json', 'help'];

/**
 * Flags of one operation. Every input but a secret is a flag of the same name; a boolean may stand alone
 * (`--include-dev`), with a value (`--include-dev=false`) or negated (`--no-include-dev`).
 */
export function parseFlags({ inputs }: AnyOperation, args: readonly string[]): Result<Flags> {
  const flags = new Map(Object.entries(inputs).filter(([, input]) => input.type !== 'secret'));
  const given: Given[] = [];
  for (const token of readTokens(flags, args)) {
    const known = token.kind === 'option' ? checkFlag(token, inputs, flags) : noFlag(token, flags);
    if (!known.ok) return known;
    const { name, value } = known.value;
    if (isSingle(name, flags) && given.some((one) => one.name === name))
      return refuse(`--${name} is given twice, and one value was expected.`, flags);
    given.push({ name, value });
  }
  const has = (name: string) => given.some((one) => one.name === name);
  const values = Map.groupBy(
    given.filter(({ name }) => flags.has(name)),
    ({ name }) => name,
  );
  const texts = [...values].map(([name, all]) => [name, all.map(({ value }) => value ?? '').join('\n')] as const);
  return ok({ help: has('help'), json: has('json'), inputs: Object.fromEntries(texts) });
}

const isSingle = (name: string, flags: FlagInputs) => flags.has(name) && flags.get(name)?.type !== 'lines';

type Token = ReturnType<typeof readTokens>[number];

function readTokens(flags: FlagInputs, args: readonly string[]) {
  const written = args.map((arg) => {
    const [, negated, name = ''] = /^--(no-)?([a-z][a-z0-9-]*)$/.exec(arg) ?? [];
    return flags.get(name)?.type === 'boolean' ? `--${name}=${negated === undefined}` : arg;
  });
  const options = Object.fromEntries([
    ...[...flags.keys()].map((name) => [name, { type: 'string' }] as const),
    ['help', { type: 'boolean', short: 'h' }] as const,
    ['json', { type: 'boolean' }] as const,
  ]);
  return parseArgs({ args: written, options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

/** The flag as it was given; fails where there is none of this name, or where it has no value or one too many. */
function checkFlag(
  { name, rawName, value, inlineValue }: Extract<Token, { readonly kind: 'option' }>,
  inputs: AnyOperation['inputs'],
  flags: FlagInputs,
): Result<Given> {
  const shown = oneLine(rawName, 80);
  if (switches.includes(name))
    return value === undefined ? ok({ name, value }) : refuse(`${shown} takes no value.`, flags);
  if (!flags.has(name)) return unknownFlag(name, shown, inputs, flags);
  if (value === undefined) return refuse(`${shown} needs a value.`, flags);
  if (!inlineValue && value.startsWith('-'))
    return refuse(
      `${shown} needs a value; one that starts with a dash is written ${shown}=${oneLine(value, 80)}.`,
      flags,
    );
  return ok({ name, value });
}

function unknownFlag(name: string, shown: string, inputs: AnyOperation['inputs'], flags: FlagInputs): Result<never> {
  const secret = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
  if (secret?.type === 'secret') {
    return fail('usage', `${shown} is no flag, because other users of the machine could read it.`, {
      hint: `Set the environment variable ${secret.variable}.`,
    });
  }
  const close = nearest(name, [...flags.keys(), ...switches]);
  return refuse(`There is no flag ${shown}.`, flags, close === undefined ? '' : `Did you mean --${close}? `);
}

function noFlag(token: Exclude<Token, { readonly kind: 'option' }>, flags: FlagInputs): Result<never> {
  return refuse(`"${token.kind === 'positional' ? oneLine(token.value, 80) : '--'}" is not a flag.`, flags);
}

function refuse(problem: string, flags: FlagInputs, meant: string = ''): Result<never> {
  const names = [...flags.keys(), ...switches].map((name) => `--${name}`).join(', ');
  return fail('usage', problem, { hint: `${meant}The flags are: ${names}.` });
}
