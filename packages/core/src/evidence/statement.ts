import * as v from 'valibot';
import { fail, ok, type Result } from '../failure/index.ts';
import { noList, parseJson, type JsonObject } from '../json/index.ts';

export const statementType = 'https://in-toto.io/Statement/v1';

const digestSet = v.pipe(
  noList(v.record(v.string(), v.pipe(v.string(), v.nonEmpty()))),
  v.check((set) => Object.keys(set).length > 0, 'a digest set names at least one digest'),
);

/** in-toto ResourceDescriptor v1: at least one of name, uri, digest, content says what is meant. */
export const resourceDescriptorSchema = v.looseObject({
  name: v.optional(v.string()),
  uri: v.optional(v.string()),
  digest: v.optional(digestSet),
  content: v.optional(v.string()),
  downloadLocation: v.optional(v.string()),
  mediaType: v.optional(v.string()),
});

/** in-toto Statement v1; every subject has a digest, as the specification asks. */
export const statementSchema = v.object({
  _type: v.literal(statementType),
  subject: v.pipe(v.array(v.looseObject({ ...resourceDescriptorSchema.entries, digest: digestSet })), v.minLength(1)),
  predicateType: v.pipe(v.string(), v.nonEmpty()),
  predicate: v.optional(noList(v.record(v.string(), v.unknown()))),
});

export interface ResourceDescriptor {
  readonly name?: string;
  readonly uri?: string;
  readonly digest?: Readonly<Record<string, string>>;
  readonly mediaType?: string;
}

/** What a statement is about: an artifact by its SHA-256, or a commit by its object name. */
export interface Subject {
  readonly name: string;
  readonly digest: Readonly<Record<string, string>>;
}

/** A statement as we write it. */
export interface Statement {
  readonly _type: typeof statementType;
  readonly subject: readonly Subject[];
  readonly predicateType: string;
  readonly predicate: JsonObject;
}

/** A statement as it was read: the predicate is data from outside, parse it by its type. */
export type ParsedStatement = v.InferOutput<typeof statementSchema>;

/** The payload of a verified envelope. Fails with `malformed-file` that says which member is wrong. */
export function parseStatement(payload: Uint8Array, file: string): Result<ParsedStatement> {
  const json = parseJson(new TextDecoder().decode(payload), file);
  const hint = 'Sign the artifact again with sign-artifact, or another tool that writes in-toto Statement v1.';
  if (!json.ok) return fail('malformed-file', 'The signed payload is not valid JSON.', { file, hint });
  const parsed = v.safeParse(statementSchema, json.value);
  if (parsed.success) return ok(parsed.output);
  const issue = parsed.issues[0];
  return fail(
    'malformed-file',
    `The signed payload is not an in-toto Statement v1: ${v.getDotPath(issue) ?? 'top level'}: ${issue.message}.`,
    { file, hint },
  );
}
