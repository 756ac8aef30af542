import * as v from 'valibot';
import { digestSchema } from '../digest/index.ts';
import { fail, ok, type Result } from '../failure/index.ts';
import { parseJson } from '../json/index.ts';
import { oneLine } from '../text/index.ts';
import type { RollbackConfig } from './config.ts';

/** The steps in the order in which they are taken. */
export const stepNames = ['traffic', 'choose', 'redeploy', 'verify', 'revert', 'land'] as const;
export type StepName = (typeof stepNames)[number];

const digest = digestSchema;
const step = v.strictObject({
  name: v.picklist(stepNames),
  /** `started`: the run ended before the answer was recorded. */
  outcome: v.picklist(['started', 'done', 'failed']),
  startedAt: v.string(),
  finishedAt: v.optional(v.string()),
  note: v.optional(v.string()),
});
const target = v.strictObject({ digest, path: v.string(), bundle: v.string(), commit: v.string() });
const past = v.strictObject({ bad: digest, target: v.optional(digest), startedAt: v.string() });

export const rollbackRecordSchema = v.strictObject({
  schema: v.literal('interlock/rollback/v1'),
  environment: v.string(),
  bad: v.strictObject({ digest, commit: v.string() }),
  attempt: v.literal(1),
  status: v.picklist(['running', 'complete', 'nothing-good']),
  startedAt: v.string(),
  target: v.optional(target),
  revert: v.optional(
    v.strictObject({
      branch: v.string(),
      commit: v.optional(v.string()),
      parent: v.optional(v.string()),
      /** Address of the request that proposes it. */
      request: v.optional(v.string()),
    }),
  ),
  steps: v.array(step),
  /** Rollbacks of this environment before this one, oldest first. */
  earlier: v.array(past),
});

/** State of one rollback, written after each step, so that a run that was cut off can be taken up again. */
export type RollbackRecord = v.InferOutput<typeof rollbackRecordSchema>;
export type StepRecord = v.InferOutput<typeof step>;
export type RollbackTarget = v.InferOutput<typeof target>;

export function parseRollbackRecord(text: string, file: string): Result<RollbackRecord> {
  const json = parseJson(text, file);
  if (!json.ok) return json;
  const parsed = v.safeParse(rollbackRecordSchema, json.value);
  if (parsed.success) return ok(parsed.output);
  return fail('malformed-file', `This is not an interlock/rollback/v1 record: ${oneLine(parsed.issues[0].message)}.`, {
    file,
    hint: 'Look at what was done by hand before you move the record away: it guards against a second rollback.',
  });
}

export function writeRollbackRecord(record: RollbackRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** A new record, which remembers the finished rollback that stood in its place. */
export function openRecord(config: RollbackConfig, before: RollbackRecord | undefined, at: string): RollbackRecord {
  const last =
    before === undefined
      ? []
      : [
          {
            bad: before.bad.digest,
            ...(before.target === undefined ? {} : { target: before.target.digest }),
            startedAt: before.startedAt,
          },
        ];
  return {
    schema: 'interlock/rollback/v1',
    environment: config.environment,
    bad: config.bad,
    attempt: 1,
    status: 'running',
    startedAt: at,
    steps: [],
    earlier: [...(before?.earlier ?? []), ...last],
  };
}

/** The record with this step's line replaced, or added at its place. */
export function withStep(record: RollbackRecord, step: StepRecord): RollbackRecord {
  const steps = [...record.steps.filter((other) => other.name !== step.name), step];
  return { ...record, steps: steps.sort((a, b) => stepNames.indexOf(a.name) - stepNames.indexOf(b.name)) };
}

export function outcomeOf(record: RollbackRecord, name: StepName): StepRecord['outcome'] | undefined {
  return record.steps.find((step) => step.name === name)?.outcome;
}
