import * as v from 'valibot';
import { digestSchema, type Digest } from '../digest/index.ts';
import type { RunContext } from '../ports/index.ts';
import { flagSchema } from './flag-file.ts';
import type { FlagEdit } from './set-flag.ts';
import { settingOf } from './setting.ts';

const setting = v.variant('state', [
  v.strictObject({ state: v.picklist(['off', 'on', 'rules', 'disabled']) }),
  v.strictObject({
    state: v.literal('percentage'),
    percentage: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  }),
]);
const state = v.strictObject({ setting, definition: v.pipe(flagSchema, v.description('The whole flag.')) });

/** `interlock/flag-change/v1`: what was done to a flag, enough to undo it. */
export const flagChangeSchema = v.strictObject({
  schema: v.literal('interlock/flag-change/v1'),
  file: v.string(),
  flag: v.string(),
  before: v.pipe(v.nullable(state), v.description('null where the flag was created.')),
  after: state,
  digestBefore: v.pipe(digestSchema, v.description('Of the whole file.')),
  digestAfter: digestSchema,
  changedAt: v.pipe(v.string(), v.isoTimestamp()),
  by: v.pipe(
    v.strictObject({
      kind: v.pipe(v.picklist(['github', 'gitlab', 'terminal']), v.description('A terminal’s record is a claim.')),
      run: v.optional(v.string()),
      repository: v.optional(v.string()),
      commit: v.optional(v.string()),
    }),
    v.description('The run that did it, as its platform says.'),
  ),
});
export type FlagChange = v.InferOutput<typeof flagChangeSchema>;

export interface ChangedFile {
  readonly file: string;
  readonly flag: string;
  readonly digestBefore: Digest;
  readonly digestAfter: Digest;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly time: number;
}

export function flagChange({ time, ...rest }: ChangedFile, edit: FlagEdit, context: RunContext): FlagChange {
  const stateOf = (definition: FlagEdit['after']) => ({ setting: settingOf(definition), definition });
  return {
    schema: 'interlock/flag-change/v1',
    ...rest,
    before: edit.before === undefined ? null : stateOf(edit.before),
    after: stateOf(edit.after),
    changedAt: new Date(time).toISOString(),
    by: {
      kind: context.kind,
      ...(context.runUrl === undefined ? {} : { run: context.runUrl }),
      ...(context.repository === undefined ? {} : { repository: context.repository.slug }),
      ...(context.commit === undefined ? {} : { commit: context.commit }),
    },
  };
}
