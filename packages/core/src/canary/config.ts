import * as v from 'valibot';
import { sha256, type Digest } from '../digest/index.ts';
import { mapResult, type Result } from '../failure/index.ts';
import { parseDuration } from '../operation/parse-inputs.ts';
import { parseSettings } from '../settings-file/index.ts';
import { parseMatcher } from './selector.ts';

const duration = v.pipe(
  v.string('expected a duration such as 30s'),
  v.transform(parseDuration),
  v.number('expected a duration such as 30s or 10m'),
  v.minValue(0.05, 'is too short'),
  v.maxValue(7 * 86_400, 'is longer than a week'),
);
const matcher = v.pipe(
  v.string(),
  v.transform(parseMatcher),
  v.custom<NonNullable<ReturnType<typeof parseMatcher>>>(
    (value) => value !== undefined,
    'expected a label matcher such as server="canary" or code=~"5.."',
  ),
);
const matchers = v.pipe(v.array(matcher), v.minLength(1, 'expected at least one label matcher'));
const url = v.pipe(v.string(), v.check(isPlainUrl, 'expected an http or https address without user name and fragment'));
const probability = v.pipe(v.number(), v.gtValue(0), v.maxValue(0.2));

function isPlainUrl(text: string): boolean {
  const parsed = URL.parse(text);
  return parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.username + parsed.password + parsed.hash === '';
}

function isRising(steps: readonly { readonly weight: number }[]): boolean {
  return steps.every(({ weight }, at) => at === 0 || weight > (steps[at - 1]?.weight ?? 0));
}

const Source = v.strictObject({
  /** Who serves the counters: a proxy (`openmetrics`), a Prometheus server, or the released application itself. */
  type: v.picklist(['openmetrics', 'prometheus', 'application']),
  url,
  metric: v.pipe(v.string(), v.regex(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/, 'expected a metric name')),
  canary: matchers,
  baseline: matchers,
  errors: matchers,
});

const CanaryFile = v.pipe(
  v.strictObject({
    source: Source,
    alpha: v.optional(probability, 0.01),
    beta: v.optional(probability, 0.01),
    delta: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(100)), 1),
    deltaMax: v.optional(v.pipe(v.number(), v.gtValue(1), v.maxValue(1000)), 2),
    interval: v.optional(duration, '15s'),
    bake: v.optional(duration, '5m'),
    timeout: v.optional(duration, '1h'),
    steps: v.pipe(
      v.array(v.strictObject({ weight: v.pipe(v.number(), v.gtValue(0), v.ltValue(100)), hold: duration })),
      v.minLength(1),
      v.maxLength(100),
      v.check((all) => isRising(all), 'the weight of each step must be above the one before'),
    ),
    setWeight: v.strictObject({
      command: v.tupleWithRest([v.pipe(v.string(), v.minLength(1))], v.string()),
      timeout: v.optional(duration, '30s'),
    }),
    maxErrorRate: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1))),
    minSamples: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 100),
  }),
  v.check((file) => file.deltaMax > file.delta, 'deltaMax must be above delta'),
  v.check((file) => file.interval < file.timeout, 'interval must be shorter than timeout'),
  v.check((file) => file.bake < file.timeout, 'bake must be shorter than timeout'),
);

/** A canary configuration. Durations are in seconds, weights in per cent of the traffic. */
export type CanaryConfig = Readonly<v.InferOutput<typeof CanaryFile>>;
export type CanarySource = CanaryConfig['source'];

/** Reads a canary configuration in YAML or JSON. Fails with `malformed-file` and the line of the first problem. */
export function parseCanaryConfig(
  text: string,
  file: string,
): Result<{ readonly config: CanaryConfig; readonly digest: Digest }> {
  const hint = 'The reference of canary-gate explains the keys of this file.';
  const config = parseSettings(text, { schema: CanaryFile, file, hint });
  return mapResult(config, (value) => ({ config: value, digest: sha256(text) }));
}
