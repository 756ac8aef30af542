import * as v from 'valibot';
import { fail, ok, type Result } from '../failure/index.ts';
import { parseJson } from '../json/index.ts';
import { describeIssue, mapOf, objectOf } from './lock-schema.ts';

const Names = v.optional(mapOf(v.unknown()), {});
const Entry = objectOf({
  name: v.optional(v.string()),
  version: v.optional(v.string()),
  resolved: v.optional(v.union([v.string(), v.boolean()])),
  link: v.optional(v.boolean()),
  integrity: v.optional(v.string()),
  license: v.optional(v.unknown()),
  licenses: v.optional(v.unknown()),
  dependencies: Names,
  devDependencies: Names,
  optionalDependencies: Names,
  peerDependencies: Names,
  peerDependenciesMeta: Names,
  bundleDependencies: v.optional(v.union([v.boolean(), v.array(v.string())]), false),
});
const Lock = objectOf({ packages: mapOf(Entry) });
const Version = objectOf({ lockfileVersion: v.union([v.number(), v.string()]) });

/** What package-lock.json holds for one location. */
export type NpmEntry = v.InferOutput<typeof Entry>;

const longestLocation = 4096;

/** Entries of package-lock.json or npm-shrinkwrap.json, lockfileVersion 2 or 3, by location. */
export function parseNpmLock(text: string, file: string): Result<ReadonlyMap<string, NpmEntry>> {
  const json = parseJson(text, file);
  if (!json.ok) return json;
  const version = v.safeParse(Version, json.value);
  if (!version.success) return malformedNpmLock(file, 'it has no lockfileVersion');
  const { lockfileVersion } = version.output;
  if (lockfileVersion !== 2 && lockfileVersion !== 3) {
    const shown = JSON.stringify(lockfileVersion).slice(0, 40);
    return fail('unsupported-format', `This lockfile has lockfileVersion ${shown}; 2 and 3 are supported.`, {
      file,
      hint: 'Run `npm install --package-lock-only --lockfile-version 3` and commit the result.',
    });
  }
  const lock = v.safeParse(Lock, json.value);
  if (!lock.success) return malformedNpmLock(file, describeIssue(lock.issues[0]));
  if ([...lock.output.packages.keys()].some((location) => location.length > longestLocation)) {
    return malformedNpmLock(file, `a location has more than ${longestLocation} characters`);
  }
  if (lock.output.packages.size > 0 && !lock.output.packages.has('')) {
    return malformedNpmLock(file, 'it has no entry for the project itself');
  }
  return ok(lock.output.packages);
}

export function malformedNpmLock(file: string, why: string): Result<never> {
  return fail('malformed-file', `This is not a whole npm lockfile: ${why}.`, {
    file,
    hint: 'Write it again with `npm install --package-lock-only`.',
  });
}
