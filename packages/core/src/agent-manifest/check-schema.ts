import * as v from 'valibot';
import { digestOf } from '../digest/index.ts';
import { problemSchema } from './problem.ts';
import { agentManifestSchema, capabilities } from './schema.ts';
import { signatureSchema } from './signature.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const paths = v.array(v.string());

export const observedSchema = v.strictObject({
  class: v.literal('git'),
  base: v.pipe(v.string(), v.description('Commit that the branch starts from: the merge base.')),
  branch: v.strictObject({ class: v.picklist(['git', 'platform']), names: v.array(v.string()) }),
  repository: v.exactOptional(v.strictObject({ class: v.literal('platform'), name: v.string() })),
  paths: v.pipe(paths, v.description('Every path touched, both ends of a rename, without the manifest itself.')),
  lines: v.pipe(count, v.description('Lines added and removed.')),
  capabilities: v.array(v.strictObject({ name: v.picklist(capabilities), paths })),
});

/** The parts of a check that policies see, each with its trust class. */
export const manifestSectionSchema = v.strictObject({
  path: v.string(),
  digest: v.exactOptional(digestOf('Of the manifest.')),
  declared: v.exactOptional(
    v.pipe(
      v.strictObject({ class: v.literal('claim'), ...agentManifestSchema.entries }),
      v.description('What the manifest says; left out where it cannot be read.'),
    ),
  ),
  observed: v.pipe(observedSchema, v.description('What the change does.')),
  signature: signatureSchema,
  problems: v.pipe(v.array(problemSchema), v.description('Why the manifest does not hold; none where it does.')),
});

/** A manifest beside what was found about it. */
export type ManifestSection = v.InferOutput<typeof manifestSectionSchema>;

const { problems: sectionProblems, ...sectionEntries } = manifestSectionSchema.entries;

export const manifestCheckSchema = v.strictObject({
  schema: v.literal('interlock/manifest-check/v1'),
  base: v.string(),
  head: v.string(),
  result: v.pipe(v.picklist(['pass', 'fail']), v.description('pass: the change keeps to a manifest that it brings.')),
  manifest: v.exactOptional(v.strictObject(sectionEntries)),
  problems: sectionProblems,
});

/** The answer of `agent-manifest`. */
export type ManifestCheck = v.InferOutput<typeof manifestCheckSchema>;
