import * as v from 'valibot';
import { noList } from '../json/index.ts';
import { digestSchema } from '../digest/index.ts';
import { fail, ok, type Result } from '../failure/index.ts';
import { nearest, oneLine } from '../text/index.ts';

export const policyManifestSchema = v.looseObject({
  schema: v.literal('interlock/policies/v1'),
  wasm: digestSchema,
  policies: noList(
    v.record(
      v.string(),
      v.strictObject({
        entrypoint: v.string(),
        needs: v.picklist(['change', 'sbom', 'reports', 'artifacts', 'manifest']),
      }),
    ),
  ),
  packs: noList(
    v.record(
      v.string(),
      v.strictObject({ absentEvidence: v.picklist(['block', 'not-evaluated']), policies: v.array(v.string()) }),
    ),
  ),
});

/** `policies/compiled/manifest.json`: which policies there are, what each needs, and the packs made of them. */
export type PolicyManifest = v.InferOutput<typeof policyManifestSchema>;

export function parsePolicyManifest(document: unknown): Result<PolicyManifest> {
  const parsed = v.safeParse(policyManifestSchema, document);
  return parsed.success ? ok(parsed.output) : fail('internal', 'The manifest of the built-in policies cannot be read.');
}

/** The pack that `pack:NAME` names. */
export function findPack(manifest: PolicyManifest, policy: string): Result<PolicyManifest['packs'][string]> {
  const name = policy.replace(/^pack:/, '');
  const pack = Object.hasOwn(manifest.packs, name) ? manifest.packs[name] : undefined;
  if (pack !== undefined) return ok(pack);
  const names = Object.keys(manifest.packs)
    .toSorted()
    .map((one) => `pack:${one}`);
  const close = nearest(policy, names);
  const meant = close === undefined ? '' : `Did you mean ${close}? `;
  return fail('usage', `There is no policy pack "${oneLine(policy, 80)}", only ${names.join(', ')}.`, {
    hint: `${meant}Correct policy in .interlock/config.yml of the base branch, or the input policy.`,
  });
}
