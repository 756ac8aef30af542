import * as v from 'valibot';
import { digestOf } from '../digest/index.ts';

const part = {
  manifest: digestOf('The manifest that holds it.'),
  digest: digestOf('SHA-256 of its bytes.'),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.description('Bytes.')),
};

/** `interlock/stored/v1`: what was stored, each part by its digest. The same parts give the same bytes. */
export const storedSchema = v.strictObject({
  schema: v.literal('interlock/stored/v1'),
  store: v.pipe(v.string(), v.description('The store, as it was given.')),
  tag: v.pipe(v.string(), v.description('The tag that names the artifact; it is never moved.')),
  artifact: v.strictObject({ ...part, name: v.pipe(v.string(), v.description('Base name of the file.')) }),
  sbom: v.optional(v.strictObject(part)),
  bundles: v.array(
    v.strictObject({
      ...part,
      predicateType: v.string(),
      signer: v.pipe(v.string(), v.description('Who signed: a principal, or the fingerprint of a public key.')),
    }),
  ),
});
export type Stored = v.InferOutput<typeof storedSchema>;
