import * as v from 'valibot';
import { approvalConfigSchema } from '../approval/index.ts';
import type { Result } from '../failure/index.ts';
import { mergeConfigSchema } from '../merge-config/index.ts';
import { parseSettings } from '../settings-file/index.ts';

// A list would be read as suites named 0, 1, …, whose floors no suite ever meets.
const suiteName = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/, 'expected the name of a suite'));

const policyName = v.pipe(
  v.string(),
  v.regex(/^(pack:[a-z0-9-]+|[^:\0]+)$/, 'expected pack:NAME or the path of a folder'),
);

export const configSchema = v.strictObject({
  policy: v.optional(
    v.pipe(
      v.union([policyName, v.pipe(v.array(policyName), v.minLength(1, 'must name a policy'), v.maxLength(20))]),
      v.description(
        'pack:NAME for built-in policies, or a folder of the base commit with the policy.wasm of `opa build`; or a list of these, which judge together.',
      ),
    ),
  ),
  coverage: v.optional(
    v.strictObject({
      floor: v.optional(
        v.pipe(
          v.record(suiteName, v.pipe(v.number(), v.minValue(0), v.maxValue(100))),
          v.description('Lowest line coverage in percent, by suite.'),
        ),
        {},
      ),
    }),
    {},
  ),
  scans: v.optional(
    v.strictObject({
      required: v.optional(
        v.pipe(
          v.array(v.pipe(v.string(), v.minLength(1, 'must not be empty'))),
          v.description('Tools that must have scanned a change, each by the name that its SARIF report gives.'),
        ),
        [],
      ),
    }),
    {},
  ),
  approval: v.optional(approvalConfigSchema, {}),
  merge: v.optional(mergeConfigSchema, {}),
});

/** `.interlock/config.yml` of the base commit. */
export type Config = v.InferOutput<typeof configSchema>;

/** Where it lies; it is read from the base commit's tree and from nowhere else. */
export const configPath = '.interlock/config.yml';

/** Reads the configuration; an unknown key is an error, with its line. */
export function parseConfig(text: string, file: string = configPath): Result<Config> {
  const hint =
    'The keys are policy (pack:NAME, a folder, or a list of them), coverage.floor (percent by suite), scans.required (names of tools), approval and merge.';
  return parseSettings(text, { schema: configSchema, file, hint });
}
