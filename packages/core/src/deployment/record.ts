import * as v from 'valibot';
import { digestOf } from '../digest/index.ts';
import { deploymentListSchema } from '../rollback/index.ts';

const time = (meaning: string) => v.pipe(v.string(), v.isoTimestamp(), v.description(meaning));

/** `interlock/deployment/v1`: what was deployed on which evidence, and what the target answered. */
export const deploymentRecordSchema = v.strictObject({
  schema: v.literal('interlock/deployment/v1'),
  environment: v.string(),
  store: v.string(),
  reference: v.pipe(v.string(), v.description('What was asked for: a tag, or the digest of a manifest.')),
  manifest: digestOf('The manifest that the reference named when it was looked up, once.'),
  artifact: v.strictObject({
    digest: digestOf('SHA-256 of the artifact.'),
    size: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.description('Bytes.')),
    path: v.pipe(v.string(), v.description('The file that the hook deployed.')),
  }),
  provenance: v.strictObject({
    bundle: digestOf('The Sigstore bundle that was verified.'),
    signer: v.pipe(v.string(), v.description('Who signed: a principal, or the fingerprint of a public key.')),
    commit: v.pipe(v.string(), v.description("Source commit, by the signer's word.")),
  }),
  sboms: v.array(
    v.strictObject({
      digest: digestOf('SHA-256 of the SBOM.'),
      class: v.pipe(
        v.picklist(['attested', 'claim']),
        v.description('attested: a listed signer signed it for this artifact; claim: somebody attached it.'),
      ),
    }),
  ),
  passedOver: v.pipe(v.array(v.string()), v.description('What was attached and did not verify, and why.')),
  startedAt: time('Before the hook was started.'),
  finishedAt: time('After the target had answered.'),
  answer: v.strictObject({
    hook: v.picklist(['done', 'failed']),
    says: v.pipe(v.string(), v.description('What the hook printed, or why it failed; one line.')),
    running: v.optional(digestOf('What the target says that it runs.')),
  }),
  result: v.picklist(['deployed', 'failed']),
  deployment: v.pipe(deploymentListSchema.item, v.description('The entry of deployments.json.')),
});
export type DeploymentRecord = v.InferOutput<typeof deploymentRecordSchema>;
