import * as v from 'valibot';
import { pathGlobSchema } from '../path-glob/index.ts';

export const mergeMethods = ['merge', 'squash', 'rebase'] as const;
export type MergeMethod = (typeof mergeMethods)[number];

/** The section `merge` of `.interlock/config.yml`. */
export const mergeConfigSchema = v.strictObject({
  method: v.exactOptional(
    v.pipe(v.picklist(mergeMethods), v.description('How changes are merged; an input cannot say otherwise.')),
  ),
  requiredChecks: v.optional(
    v.pipe(
      v.array(v.pipe(v.string(), v.minLength(1, 'must not be empty'), v.maxLength(200))),
      v.description('Statuses that the last commit of a change must have, all of them success.'),
    ),
    [],
  ),
  production: v.optional(
    v.pipe(v.array(pathGlobSchema), v.description('Globs of branches that no trusted agent merges into.')),
    ['main', 'master', 'production', 'release/**'],
  ),
});
export type MergeConfig = v.InferOutput<typeof mergeConfigSchema>;
