import { FAILSAFE_SCHEMA, loadAll } from 'js-yaml';
import * as v from 'valibot';
import { fail, ok, type Result } from '../failure/index.ts';
import { describeIssue, mapOf, objectOf } from './lock-schema.ts';

const Wanted = v.optional(mapOf(objectOf({ version: v.string() })), {});
const References = v.optional(mapOf(v.string()), {});
const Resolution = objectOf({
  integrity: v.optional(v.string()),
  tarball: v.optional(v.string()),
  type: v.optional(v.string()),
  repo: v.optional(v.string()),
  commit: v.optional(v.string()),
});
const Lock = objectOf({
  importers: v.optional(
    mapOf(objectOf({ dependencies: Wanted, devDependencies: Wanted, optionalDependencies: Wanted })),
    {},
  ),
  packages: v.optional(mapOf(objectOf({ version: v.optional(v.string()), resolution: Resolution })), {}),
  snapshots: v.optional(mapOf(objectOf({ dependencies: References, optionalDependencies: References })), {}),
});

export type PnpmLock = v.InferOutput<typeof Lock>;
export type PnpmResolution = v.InferOutput<typeof Resolution>;

/** pnpm-lock.yaml, lockfileVersion 9. Of several documents the last is the project's. */
export function parsePnpmLock(text: string, file: string): Result<PnpmLock> {
  const documents = parseYaml(text, file);
  if (!documents.ok) return documents;
  const last = documents.value.at(-1);
  const version = v.safeParse(objectOf({ lockfileVersion: v.string() }), last);
  if (!version.success) return malformedPnpmLock(file, 'it has no lockfileVersion');
  const shown = version.output.lockfileVersion.slice(0, 40);
  if (!/^9(\.|$)/.test(shown)) {
    const message = `This lockfile has lockfileVersion ${JSON.stringify(shown)}; 9.0 is supported.`;
    return fail('unsupported-format', message, { file, hint });
  }
  const lock = v.safeParse(Lock, last);
  return lock.success ? ok(lock.output) : malformedPnpmLock(file, describeIssue(lock.issues[0]));
}

const hint = 'Write it again with `pnpm install --lockfile-only` (pnpm 9 or newer).';

export function malformedPnpmLock(file: string, why: string): Result<never> {
  return fail('malformed-file', `This is not a whole pnpm lockfile: ${why}.`, { file, hint });
}

/** Scalars stay text, so that a version such as 1.10 is not a number. pnpm writes no aliases: a bomb needs them. */
function parseYaml(text: string, file: string): Result<readonly unknown[]> {
  try {
    return ok(loadAll(text, { schema: FAILSAFE_SCHEMA, maxAliases: 0 }));
  } catch (cause) {
    const mark = v.safeParse(v.object({ reason: v.string(), mark: v.object({ line: v.number() }) }), cause);
    const line = mark.success ? { line: mark.output.mark.line + 1 } : {};
    const why = mark.success ? ` (${mark.output.reason.slice(0, 120)})` : '';
    return fail('malformed-file', `This file is not the YAML that pnpm writes${why}.`, { file, hint, ...line, cause });
  }
}
