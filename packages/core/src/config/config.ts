import * as v from 'valibot';
import type { Result } from '../failure/index.ts';
import { parseSettings } from '../settings-file/index.ts';

const Config = v.strictObject({
  policy: v.optional(
    v.pipe(v.string(), v.regex(/^(pack:[a-z0-9-]+|[^:\0]+)$/, 'expected pack:NAME or the path of a folder')),
  ),
  coverage: v.optional(
    v.strictObject({
      /** Lowest line coverage in percent, by suite. */
      floor: v.optional(v.record(v.string(), v.pipe(v.number(), v.minValue(0), v.maxValue(100))), {}),
    }),
    {},
  ),
});

/** `.interlock/config.yml` of the base commit. */
export type Config = v.InferOutput<typeof Config>;

/** Where it lies; it is read from the base commit's tree and from nowhere else. */
export const configPath = '.interlock/config.yml';

/** Reads the configuration; an unknown key is an error, with its line. */
export function parseConfig(text: string, file: string = configPath): Result<Config> {
  const hint = 'The keys are policy (pack:NAME or a folder) and coverage.floor (percent by suite).';
  return parseSettings(text, { schema: Config, file, hint });
}
