import * as v from 'valibot';
import { manifestSectionSchema } from '../agent-manifest/index.ts';
import { fail, ok, type Result } from '../failure/index.ts';
import { noList, canonicalJson, type Json } from '../json/index.ts';
import { oneLine } from '../text/index.ts';

const Class = v.picklist(['git', 'platform', 'attested', 'claim']);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Line = v.pipe(v.number(), v.integer(), v.minValue(1));

const CiFile = v.looseObject({
  path: v.string(),
  previousPath: v.optional(v.string()),
  status: v.string(),
  because: v.optional(v.string()),
  comparison: v.looseObject({
    addedTriggers: v.array(v.string()),
    dangerousTriggersAdded: v.array(v.looseObject({ name: v.string(), line: Line })),
    writePermissionsAdded: v.array(
      v.looseObject({ scope: v.string(), name: v.string(), level: v.string(), line: Line }),
    ),
    unreadable: v.optional(v.union([v.string(), v.boolean()])),
  }),
});

const Opaque = v.looseObject({
  where: v.picklist(['content', 'path', 'commit', 'more']),
  kind: v.string(),
  path: v.optional(v.string()),
  commit: v.optional(v.string()),
  governs: v.optional(v.picklist(['ci', 'gate'])),
  line: v.optional(Line),
  characters: v.optional(v.array(v.string())),
  count,
});

const Change = v.looseObject({
  class: v.literal('git'),
  base: v.string(),
  head: v.string(),
  files: v.array(v.looseObject({ path: v.string(), status: v.string() })),
  opaque: v.optional(v.array(Opaque)),
  ciFiles: v.array(CiFile),
  gateFiles: v.array(v.looseObject({ path: v.string(), status: v.string(), because: v.optional(v.string()) })),
  doubts: v.optional(v.array(v.looseObject({ kind: v.string(), paths: v.array(v.string()) }))),
});

const Reports = v.looseObject({
  tests: v.array(
    v.looseObject({ suite: v.string(), class: Class, passed: count, failed: count, errors: count, skipped: count }),
  ),
  coverage: v.array(v.looseObject({ suite: v.string(), class: Class, linePercent: v.number() })),
});

/** The sections that come from evidence; a policy names the one that it needs. */
const sections = {
  change: v.optional(Change),
  sbom: v.optional(
    v.looseObject({ class: Class, specVersion: v.string(), components: count, digest: v.optional(v.string()) }),
  ),
  reports: v.optional(Reports),
  artifacts: v.optional(v.array(v.looseObject({ class: Class, subject: v.string() }))),
  manifest: v.optional(manifestSectionSchema),
};

export const policyInputSchema = v.strictObject({
  schema: v.literal('interlock/input/v1'),
  ...sections,
  config: v.optional(
    v.looseObject({
      class: v.literal('git'),
      coverage: v.optional(noList(v.looseObject({}))),
      scans: v.optional(noList(v.looseObject({}))),
    }),
  ),
  request: v.optional(noList(v.looseObject({}))),
});

/** Everything that a policy judges, in one document; every part carries its trust class. */
export type PolicyInput = v.InferOutput<typeof policyInputSchema>;
export type PolicySection = keyof typeof sections;
export type ReportsSection = v.InferOutput<typeof Reports>;

/** The bytes whose SHA-256 is the `inputDigest` of the verdict: canonical JSON, so that everyone gets the same. */
export function renderPolicyInput(input: unknown): string {
  return canonicalJson(JSON.parse(JSON.stringify(input)) as Json);
}

/** Checks a document that claims to be a policy input. */
export function parsePolicyInput(document: unknown, file: string): Result<PolicyInput> {
  const parsed = v.safeParse(policyInputSchema, document);
  if (parsed.success) return ok(parsed.output);
  const [issue] = parsed.issues;
  const where = oneLine(v.getDotPath(issue) ?? 'the document', 80);
  return fail(
    'malformed-file',
    `This is not an interlock/input/v1 document: ${where}: ${oneLine(issue.message, 120)}.`,
    {
      file,
      hint: 'Write the input again with `interlock run`, or compare it with the schema in the reference.',
    },
  );
}
