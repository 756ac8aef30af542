import * as v from 'valibot';
import { fail, ok, type Result } from '../failure/index.ts';
import { jsonMembers, type JsonMember } from '../json/index.ts';
import { nearest, oneLine } from '../text/index.ts';
import { flagSchema, lineAt, parseFlagFile, type FlagDefinition, type FlagFile } from './flag-file.ts';
import { booleanVariants, hasOwnRules, otherVariant } from './setting.ts';

/** What a flag is set to. 0 % is off and 100 % is on. */
export type WantedSetting =
  | { readonly state: 'on' | 'off' }
  | { readonly state: 'percentage'; readonly percentage: number };

export interface FlagOrder {
  readonly flag: string;
  readonly wanted: WantedSetting;
  /** What to do about a flag that is not in the file. */
  readonly ifAbsent: 'fail' | 'create';
}

export interface FlagEdit {
  readonly text: string;
  /** Undefined where the flag was created. */
  readonly before: FlagDefinition | undefined;
  readonly after: FlagDefinition;
}

/**
 * The text of a flag file with one boolean flag set, and every byte outside this flag as it was. A flag that is off or
 * on answers so to everyone; a percentage is flagd's `fractional` over the targeting key, with `on` as the first bucket,
 * so that who is on stays on when it rises. Off always works; on and a percentage refuse to overwrite rules of others.
 */
export function setFlag(text: string, file: string, order: FlagOrder): Result<FlagEdit> {
  const parsed = parseFlagFile(text, file);
  if (!parsed.ok) return parsed;
  const member = parsed.value.flags.get(order.flag);
  return member === undefined ? create(parsed.value, file, order) : change(parsed.value, member, file, order);
}

function change({ text }: FlagFile, member: JsonMember, file: string, order: FlagOrder): Result<FlagEdit> {
  const line = lineAt(text, member.nameStart);
  const name = oneLine(order.flag, 120);
  const found = v.safeParse(flagSchema, JSON.parse(text.slice(member.start, member.end)));
  if (!found.success) {
    const hint = 'A flag has a state, variants and a defaultVariant that is one of them.';
    return fail('malformed-file', `The flag ${name} is no flag of flagd.`, { file, line, hint });
  }
  const before = found.output;
  const other = otherVariant(before);
  const { on, off } = booleanVariants(before);
  if (other !== undefined || on === undefined || off === undefined) {
    const why =
      other === undefined
        ? `no variant is ${String(on === undefined)}`
        : `its variant ${oneLine(other, 80)} is neither true nor false`;
    const hint = 'Name a flag with a variant that is true and one that is false, and no others.';
    return fail('malformed-file', `The flag ${name} is no boolean flag: ${why}.`, { file, line, hint });
  }
  if (order.wanted.state !== 'off' && hasOwnRules(before)) {
    const hint = 'Change these rules by hand, or set the flag off first, which removes them; the record keeps them.';
    return fail('usage', `The flag ${name} has rules of its own, which this would overwrite.`, { file, line, hint });
  }
  const set = settings(order.wanted, { on, off });
  if (equal(before, set)) return ok({ text, before, after: before });
  const flag = written(text, member, set);
  const after = v.parse(flagSchema, JSON.parse(flag));
  return ok({ text: text.slice(0, member.start) + flag + text.slice(member.end), before, after });
}

function create({ all, flags, text }: FlagFile, file: string, order: FlagOrder): Result<FlagEdit> {
  const name = oneLine(order.flag, 120);
  if (order.ifAbsent === 'fail') {
    const close = nearest(order.flag, [...flags.keys()]);
    const did = close === undefined ? '' : ` Did you mean ${oneLine(close, 120)}?`;
    const hint = 'Check the name, or set if-absent to create.';
    return fail('no-match', `The file has no flag ${name}.${did}`, { file, line: lineAt(text, all.nameStart), hint });
  }
  const { targeting, ...set } = settings(order.wanted, { on: 'on', off: 'off' });
  const { defaultVariant, state } = set;
  const after = { state, variants: { on: true, off: false }, defaultVariant, ...(targeting && { targeting }) };
  const outer = indentation(text, all.nameStart);
  const body = JSON.stringify(after, null, 2).replaceAll('\n', `\n${outer}  `);
  const added = `\n${outer}  ${JSON.stringify(order.flag)}: ${body}`;
  const last = [...flags.values()].at(-1);
  const [from, to, extra] =
    last === undefined ? [all.start + 1, all.end - 1, `${added}\n${outer}`] : [last.end, last.end, `,${added}`];
  return ok({ text: text.slice(0, from) + extra + text.slice(to), before: undefined, after });
}

interface SetMembers {
  readonly state: 'ENABLED';
  readonly defaultVariant: string;
  readonly targeting?: { readonly fractional: readonly (readonly [string, number])[] };
}

/** Enabled in every case: a disabled flag would answer with the default of the code, which can be true. */
function settings(wanted: WantedSetting, { on, off }: { readonly on: string; readonly off: string }): SetMembers {
  const percentage = wanted.state === 'percentage' ? wanted.percentage : wanted.state === 'on' ? 100 : 0;
  if (percentage === 0) return { state: 'ENABLED', defaultVariant: off };
  if (percentage === 100) return { state: 'ENABLED', defaultVariant: on };
  const fractional = [[on, percentage] as const, [off, 100 - percentage] as const];
  return { state: 'ENABLED', defaultVariant: off, targeting: { fractional } };
}

function equal(flag: FlagDefinition, set: SetMembers): boolean {
  const rules = JSON.stringify(flag.targeting ?? {});
  return (
    flag.state === set.state &&
    flag.defaultVariant === set.defaultVariant &&
    rules === JSON.stringify(set.targeting ?? {})
  );
}

/** The flag's object with three members set; the text of every other value, and the order, stay. */
function written(text: string, member: JsonMember, set: SetMembers): string {
  const indent = indentation(text, member.nameStart);
  const values = new Map(jsonMembers(text, member.start).map(({ name, start, end }) => [name, text.slice(start, end)]));
  values.set('state', JSON.stringify(set.state));
  values.set('defaultVariant', JSON.stringify(set.defaultVariant));
  if (set.targeting === undefined) values.delete('targeting');
  else values.set('targeting', JSON.stringify(set.targeting, null, 2).replaceAll('\n', `\n${indent}  `));
  const lines = [...values].map(([name, value]) => `\n${indent}  ${JSON.stringify(name)}: ${value}`);
  return `{${lines.join(',')}\n${indent}}`;
}

/** White space before the name, where nothing else stands before it on its line. */
function indentation(text: string, nameStart: number): string {
  const line = text.slice(text.lastIndexOf('\n', nameStart) + 1, nameStart);
  return /^[ \t]*$/.test(line) ? line : '';
}
