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

const switches = ['json', 'help'];

/**
 * Flags of one operation. Every input but a secret is a flag of the same name; a boolean may stand alone
 * (`--include-dev`), with a value (`--include-dev=false`) or negated (`--no-include-dev`).
 */
export function parseFlags({ inputs }: AnyOperation, args: readonly string[]): Result<Flags> {
  const flags = new Map(Object.entries(inputs).filter(([, input]) => input.type !== 'secret'));
  const given: Given[] = [];
  for (const token of readTokens(flags, args)) {
    if (token.kind !== 'option') return refuse(`"${shownAs(token)}" is not a flag`, flags);
    const problem = problemOf(token, inputs, flags, given);
    if (problem !== undefined) return refuse(problem, flags);
    given.push({ name: token.name, value: token.value });
  }
  const has = (name: string) => given.some((one) => one.name === name);
  const values = Map.groupBy(
    given.filter(({ name }) => flags.has(name)),
    ({ name }) => name,
  );
  const texts = [...values].map(([name, all]) => [name, all.map(({ value }) => value ?? '').join('\n')] as const);
  return ok({ help: has('help'), json: has('json'), inputs: Object.fromEntries(texts) });
}

type Token = ReturnType<typeof readTokens>[number];

function readTokens(flags: ReadonlyMap<string, Input>, args: readonly string[]) {
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

function problemOf(
  { name, rawName, value, inlineValue }: Extract<Token, { readonly kind: 'option' }>,
  inputs: AnyOperation['inputs'],
  flags: ReadonlyMap<string, Input>,
  given: readonly Given[],
): string | undefined {
  const shown = oneLine(rawName, 80);
  const isSwitch = switches.includes(name);
  const input = flags.get(name);
  if (!isSwitch && input === undefined) return unknown(name, shown, inputs, flags);
  if (isSwitch) return value === undefined ? undefined : `${shown} takes no value`;
  if (value === undefined) return `${shown} needs a value`;
  if (!inlineValue && value.startsWith('-'))
    return `${shown} needs a value; one that starts with a dash is written ${shown}=${oneLine(value, 80)}`;
  const twice = input?.type !== 'lines' && given.some((one) => one.name === name);
  return twice ? `${shown} is given twice, and one value was expected` : undefined;
}

function unknown(
  name: string,
  shown: string,
  inputs: AnyOperation['inputs'],
  flags: ReadonlyMap<string, Input>,
): string {
  const secret = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
  if (secret?.type === 'secret') return `${shown} is a secret and no flag: set ${secret.variable} in the environment`;
  const close = nearest(name, [...flags.keys(), ...switches]);
  return `There is no flag ${shown}${close === undefined ? '' : `; did you mean --${close}?`}`;
}

function shownAs(token: Exclude<Token, { readonly kind: 'option' }>): string {
  return token.kind === 'positional' ? oneLine(token.value, 80) : '--';
}

function refuse(problem: string, flags: ReadonlyMap<string, Input>): Result<never> {
  const names = [...flags.keys(), ...switches].map((name) => `--${name}`).join(', ');
  return fail('usage', problem.endsWith('?') ? problem : `${problem}.`, { hint: `The flags are: ${names}.` });
}
