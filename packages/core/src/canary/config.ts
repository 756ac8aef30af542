import * as v from 'valibot';
import { sha256, type Digest } from '../digest/index.ts';
import { referenceUrl } from '../project/index.ts';
import { mapResult, type Result } from '../failure/index.ts';
import { parseDuration } from '../operation/parse-inputs.ts';
import { parseSettings } from '../settings-file/index.ts';
import { parseMatcher } from './selector.ts';

const duration = (meaning: string) =>
  v.pipe(
    v.string('expected a duration such as 30s'),
    v.regex(/^\s*\d+(?:\.\d+)?(?:ms|s|m|h|d)\s*$/, 'expected a duration such as 30s or 10m'),
    v.description(meaning),
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
const matchers = (meaning: string) =>
  v.pipe(v.array(matcher), v.minLength(1, 'expected at least one label matcher'), v.description(meaning));
const url = v.pipe(
  v.string(),
  v.check(isPlainUrl, 'expected an http or https address without user name and fragment'),
  v.description('Address of the metrics page, or of the Prometheus server.'),
);
const probability = (meaning: string) => v.pipe(v.number(), v.gtValue(0), v.maxValue(0.2), v.description(meaning));

function isPlainUrl(text: string): boolean {
  const parsed = URL.parse(text);
  return parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.username + parsed.password + parsed.hash === '';
}

function isRising(steps: readonly { readonly weight: number }[]): boolean {
  return steps.every(({ weight }, at) => at === 0 || weight > (steps[at - 1]?.weight ?? 0));
}

const Source = v.strictObject({
  type: v.pipe(
    v.picklist(['openmetrics', 'prometheus', 'application']),
    v.description('Who serves the counters: a proxy, a Prometheus server, or the release itself (never promotes).'),
  ),
  url,
  metric: v.pipe(
    v.string(),
    v.regex(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/, 'expected a metric name'),
    v.description('The counter of requests.'),
  ),
  canary: matchers('Labels of the canary: `name="value"`, `!=`, `=~` or `!~`.'),
  baseline: matchers('Labels of the baseline.'),
  errors: matchers('Labels of a request that failed.'),
});

const step = v.strictObject({
  weight: v.pipe(
    v.number(),
    v.gtValue(0),
    v.ltValue(100),
    v.description('Share of the traffic for the canary, in percent.'),
  ),
  hold: duration('How long the step lasts at least.'),
});

const setWeight = v.strictObject({
  command: v.pipe(
    v.tupleWithRest([v.pipe(v.string(), v.minLength(1))], v.string()),
    v.description('Program and arguments that set the weight; INTERLOCK_WEIGHT holds it. No shell is started.'),
  ),
  timeout: v.optional(duration('The command is ended after this time.'), '30s'),
});

export const canaryConfigSchema = v.pipe(
  v.strictObject({
    source: Source,
    alpha: v.optional(probability('Chance of rolling back a canary that is not worse.'), 0.01),
    beta: v.optional(probability('Chance of promoting a canary that is deltaMax times worse.'), 0.01),
    delta: v.optional(
      v.pipe(
        v.number(),
        v.minValue(1),
        v.maxValue(100),
        v.description('Roll back when the error rate is shown to be above delta times the baseline.'),
      ),
      1,
    ),
    deltaMax: v.optional(
      v.pipe(
        v.number(),
        v.gtValue(1),
        v.maxValue(1000),
        v.description('Promote only when it is shown to be below deltaMax times the baseline.'),
      ),
      2,
    ),
    interval: v.optional(duration('Time between two looks.'), '15s'),
    bake: v.optional(duration('Shortest time before a promotion.'), '5m'),
    timeout: v.optional(duration('Inconclusive after this time.'), '1h'),
    steps: v.pipe(
      v.array(step),
      v.minLength(1),
      v.maxLength(100),
      v.check((all) => isRising(all), 'the weight of each step must be above the one before'),
      v.description('The weights, rising.'),
    ),
    setWeight,
    maxErrorRate: v.optional(
      v.pipe(
        v.number(),
        v.gtValue(0),
        v.maxValue(1),
        v.description('Roll back above this error rate of the canary, whatever the baseline does.'),
      ),
    ),
    minSamples: v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(1),
        v.description('Canary requests without which nothing is promoted.'),
      ),
      100,
    ),
  }),
  v.check((file) => file.deltaMax > file.delta, 'deltaMax must be above delta'),
  v.check((file) => file.interval < file.timeout, 'interval must be shorter than timeout'),
  v.check((file) => file.bake < file.timeout, 'bake must be shorter than timeout'),
);

/** A canary configuration. Durations are in seconds, weights in per cent of the traffic. */
export type CanaryConfig = Readonly<v.InferOutput<typeof canaryConfigSchema>>;
export type CanarySource = CanaryConfig['source'];

/** Reads a canary configuration in YAML or JSON. Fails with `malformed-file` and the line of the first problem. */
export function parseCanaryConfig(
  text: string,
  file: string,
): Result<{ readonly config: CanaryConfig; readonly digest: Digest }> {
  const hint = `${referenceUrl('canary-gate')} explains the keys of this file.`;
  const config = parseSettings(text, { schema: canaryConfigSchema, file, hint });
  return mapResult(config, (value) => ({ config: value, digest: sha256(text) }));
}
