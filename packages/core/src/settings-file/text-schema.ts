import * as v from 'valibot';

/** Text with something in it, of at most `limit` characters. */
export function textSchema(meaning: string, limit: number) {
  return v.pipe(
    v.string(),
    v.regex(/\S/, 'is empty'),
    v.maxLength(limit, `is longer than ${limit} characters`),
    v.description(meaning),
  );
}
