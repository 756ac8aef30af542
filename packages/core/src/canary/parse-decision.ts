import * as v from 'valibot';
import { digestSchema } from '../digest/index.ts';
import { fail, ok, type Result } from '../failure/index.ts';
import { parseJson } from '../json/index.ts';
import { canaryDecisionSchema, type CanaryDecision } from './decision.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const counts = v.strictObject({ requests: count, errors: count });
const groups = { canary: counts, baseline: counts };
const seconds = v.pipe(v.number(), v.minValue(0));

export const canaryDecisionFileSchema = v.strictObject({
  schema: v.literal(canaryDecisionSchema),
  decision: v.picklist(['promote', 'rollback', 'inconclusive']),
  reason: v.string(),
  ending: v.picklist(['evidence', 'timeout', 'source-failed', 'hook-failed', 'interrupted']),
  configDigest: digestSchema,
  startedAt: count,
  settings: v.strictObject({
    alpha: v.number(),
    beta: v.number(),
    delta: v.number(),
    deltaMax: v.number(),
    bake: seconds,
    timeout: seconds,
    steps: v.array(v.strictObject({ weight: v.number(), hold: seconds })),
    maxErrorRate: v.exactOptional(v.number()),
    guardSamples: count,
    minSamples: count,
    sourceClass: v.picklist(['platform', 'claim']),
  }),
  totals: v.strictObject(groups),
  trafficShares: v.array(
    v.strictObject({
      weight: v.number(),
      canaryRequests: count,
      requests: count,
      verdict: v.picklist(['as-set', 'not-applied', 'too-few']),
    }),
  ),
  missedReads: count,
  looks: v.pipe(
    v.array(v.strictObject({ time: count, weight: v.number(), ...groups, logE: v.number(), logEPass: v.number() })),
    // To compute a decision again takes the square of their number.
    v.maxLength(20_000, 'must not have more than 20,000 looks'),
  ),
});

/** Reads a decision file. What it claims is proven only by `replay`, and only for the settings that it records. */
export function parseCanaryDecision(text: string, file: string): Result<CanaryDecision> {
  const json = parseJson(text, file);
  if (!json.ok) return json;
  const parsed = v.safeParse(canaryDecisionFileSchema, json.value);
  if (parsed.success) return ok(parsed.output);
  return fail('malformed-file', `This file is not a canary decision of the schema ${canaryDecisionSchema}.`, {
    file,
    hint: 'Name a file that canary-gate wrote.',
  });
}
