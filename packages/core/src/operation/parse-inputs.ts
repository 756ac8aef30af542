import type { Failure, Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';
import type { InputsOf, Operation } from './define-operation.ts';
import type { Input, Output } from './input.ts';
import { camelCase } from './names.ts';

/** How a host finds the text of an input; `undefined` or empty text means that it was not given. */
export type InputLookup = (name: string, input: Input) => string | undefined;

/** Reads and checks every input, and reports all problems at once. */
export function parseInputs<I extends Record<string, Input>, O extends Record<string, Output>>(
  operation: Pick<Operation<I, O>, 'inputs'>,
  lookup: InputLookup,
): Result<InputsOf<Operation<I, O>>, readonly Failure[]> {
  const value: Record<string, unknown> = {};
  const failures: Failure[] = [];
  for (const [name, input] of Object.entries(operation.inputs)) {
    const text = lookup(name, input);
    const given = text === undefined || text.trim() === '' ? undefined : text;
    const problem = given === undefined ? missing(input) : check(input, given);
    if (problem !== undefined)
      failures.push({ kind: 'usage', message: `Input ${name}: ${problem}.`, hint: input.description });
    else value[camelCase(name)] = convert(input, given ?? defaultText(input));
  }
  return failures.length > 0 ? { ok: false, error: failures } : { ok: true, value: value as InputsOf<Operation<I, O>> };
}

function missing(input: Input): string | undefined {
  return input.required ? 'is required and was not given' : undefined;
}

/** The default as the text a user would write; `undefined` where there is none. */
export function defaultText(input: Input): string | undefined {
  if (input.type === 'secret' || input.default === undefined) return undefined;
  return typeof input.default === 'object' ? input.default.join('\n') : String(input.default);
}

function check(input: Input, text: string): string | undefined {
  const shown = `"${oneLine(text.trim(), 80)}"`;
  switch (input.type) {
    case 'choice':
      return input.options.includes(text.trim()) ? undefined : `${shown} is not one of ${input.options.join(', ')}`;
    case 'boolean':
      return /^(true|false)$/.test(text.trim()) ? undefined : `${shown} is not true or false`;
    case 'integer':
    case 'number':
      return checkNumber(input.type, Number(text), shown, input.min, input.max);
    case 'duration':
      return parseDuration(text) === undefined ? `${shown} is not a duration such as 90s, 15m or 2h` : undefined;
    case 'string':
    case 'path':
      if (text.includes('\0')) return 'has a NUL character';
      return input.pattern && !new RegExp(`^(?:${input.pattern.source})$`, 'u').test(text)
        ? `${shown} does not match ${input.pattern.source}`
        : undefined;
    case 'lines':
    case 'secret':
      return text.includes('\0') ? 'has a NUL character' : undefined;
  }
}

function checkNumber(type: 'integer' | 'number', value: number, shown: string, min?: number, max?: number) {
  if (type === 'integer' ? !Number.isSafeInteger(value) : !Number.isFinite(value)) {
    return `${shown} is not a ${type === 'integer' ? 'whole number' : 'number'}`;
  }
  if (min !== undefined && value < min) return `${shown} is below ${min}`;
  if (max !== undefined && value > max) return `${shown} is above ${max}`;
  return undefined;
}

function convert(input: Input, text: string | undefined): unknown {
  if (input.type === 'lines') {
    return (text ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }
  if (text === undefined) return undefined;
  switch (input.type) {
    case 'boolean':
      return text.trim() === 'true';
    case 'integer':
    case 'number':
      return Number(text);
    case 'duration':
      return parseDuration(text);
    case 'choice':
      return text.trim();
    case 'string':
    case 'path':
    case 'secret':
      return text;
  }
}

const unitSeconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds in `250ms`, `90s`, `15m`, `2h` or `7d`; `undefined` for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)(ms|s|m|h|d)\s*$/.exec(text);
  const unit = unitSeconds[match?.[2] ?? ''];
  return match === null || unit === undefined ? undefined : Number(match[1]) * unit;
}
