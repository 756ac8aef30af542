import * as v from 'valibot';
import { agentManifestSchema, capabilities, manifestSectionSchema } from '../agent-manifest/index.ts';
import { digestOf, digestSchema } from '../digest/index.ts';
import { verdictSchema } from '../verdict/index.ts';

const paths = v.array(v.string());
const names = v.array(v.picklist(capabilities));
const { attempted, capabilities: declared, kind, limits, paths: scope } = agentManifestSchema.entries;
const { digest, path, signature } = manifestSectionSchema.entries;

/** What an agent said, was let do, tried and did. The gate signs it beside the verdict. */
export const capabilityRecordSchema = v.strictObject({
  schema: v.literal('interlock/capability-record/v1'),
  base: v.string(),
  head: v.string(),
  decision: v.pipe(verdictSchema.entries.decision, v.description('What the gate decided.')),
  policy: v.strictObject({ name: v.string(), digest: v.exactOptional(digestSchema) }),
  inputDigest: v.exactOptional(digestOf('Of the policy input that both this record and the verdict follow from.')),
  manifest: v.strictObject({ path, digest, signature }),
  declared: v.exactOptional(
    v.pipe(
      v.strictObject({ class: v.literal('claim'), kind, paths: scope, capabilities: declared, limits }),
      v.description('What the manifest asks for; left out where it cannot be read.'),
    ),
  ),
  allowed: v.pipe(
    v.strictObject({ class: v.literal('git'), paths, capabilities: names }),
    v.description('The part of what was observed that the manifest covers; nothing where it is not for this change.'),
  ),
  attempted: v.pipe(
    v.strictObject({ class: v.literal('claim'), actions: attempted }),
    v.description('What the agent says that it tried.'),
  ),
  observed: v.pipe(
    v.strictObject({ class: v.literal('git'), paths, lines: v.number(), capabilities: names }),
    v.description('What the change does.'),
  ),
});
export type CapabilityRecord = v.InferOutput<typeof capabilityRecordSchema>;
