import * as v from 'valibot';
import { fail, ok, type Result } from '../failure/index.ts';
import { referenceUrl } from '../project/index.ts';
import { jsonMembers, noList, parseJson, type JsonMember } from '../json/index.ts';
import { parseSettings } from '../settings-file/index.ts';

const object = noList(v.record(v.string(), v.unknown()));

/** One flag of flagd's format (its schema `flags.json`, draft of v0); members of other tools are kept. */
export const flagSchema = v.pipe(
  noList(
    v.looseObject({
      state: v.pipe(v.picklist(['ENABLED', 'DISABLED']), v.description('A disabled flag has the default of the code.')),
      variants: v.pipe(object, v.description('The values, by name.')),
      defaultVariant: v.optional(v.nullable(v.string())),
      targeting: v.optional(v.pipe(object, v.description('Rules that choose the variant of an evaluation.'))),
    }),
  ),
  v.forward(
    v.check(
      ({ defaultVariant, variants }) => !defaultVariant || Object.hasOwn(variants, defaultVariant),
      'is the name of none of the variants',
    ),
    ['defaultVariant'],
  ),
);
export type FlagDefinition = v.InferOutput<typeof flagSchema>;

export const flagFileSchema = noList(
  v.looseObject({ flags: v.pipe(noList(v.record(v.string(), flagSchema)), v.description('The flags, by name.')) }),
);

/** A flag file whose text is valid as a whole, and where its parts stand. */
export interface FlagFile {
  readonly text: string;
  /** The object of all flags. */
  readonly all: JsonMember;
  /** One by name; each name is there once. */
  readonly flags: ReadonlyMap<string, JsonMember>;
}

/** Reads a flag file of flagd in JSON. An evaluator refuses the file for one wrong flag, so each of them is checked. */
export function parseFlagFile(text: string, file: string): Result<FlagFile> {
  const json = parseJson(text, file);
  if (!json.ok) return json;
  const hint = `Correct it; ${referenceUrl('set-flag')} says what a flag file holds.`;
  const parsed = parseSettings(text.replace(/^\uFEFF/, ' '), { schema: flagFileSchema, file, hint });
  if (!parsed.ok) return parsed;
  const all = jsonMembers(text, text.indexOf('{')).find(({ name }) => name === 'flags');
  if (all === undefined) return fail('malformed-file', 'flags: is required and is not there.', { file, line: 1, hint });
  const flags = new Map(jsonMembers(text, all.start).map((member) => [member.name, member]));
  return ok({ text, all, flags });
}

/** 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
