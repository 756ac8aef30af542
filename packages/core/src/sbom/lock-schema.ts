import { oneLine } from '../text/index.ts';
import * as v from 'valibot';

const PlainObject = v.custom<object>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'this is not an object',
);

/** An object with the given members and any others; unlike valibot's own it takes no list. */
export function objectOf<const E extends v.ObjectEntries>(entries: E) {
  return v.pipe(PlainObject, v.object(entries));
}

/**
 * An object of a lockfile as a Map. Unlike valibot's record it keeps keys such as `constructor` and `__proto__`, which
 * are names of packages like any other.
 */
export function mapOf<const S extends v.GenericSchema>(schema: S) {
  return v.pipe(
    PlainObject,
    v.transform((value): [string, unknown][] => Object.entries(value)),
    v.array(v.tuple([v.string(), schema])),
    v.transform((entries) => new Map(entries)),
  );
}

/** Where and why a lockfile does not match, for example `packages, node_modules/a, version: Expected string …`. */
export function describeIssue(issue: v.BaseIssue<unknown>): string {
  const path = (issue.path ?? []).flatMap(({ key, input }) => {
    if (!Array.isArray(input)) return [String(key)];
    const [name]: readonly unknown[] = input;
    return key === 1 && typeof name === 'string' ? [name] : [];
  });
  const where = path.map((part) => oneLine(part, 80)).join(', ');
  return `${where}${where === '' ? '' : ': '}${oneLine(issue.message, 120)}`;
}
