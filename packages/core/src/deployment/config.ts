import * as v from 'valibot';
import type { Result } from '../failure/index.ts';
import { hookSchema } from '../hook/index.ts';
import { parseSettings } from '../settings-file/index.ts';

export const deployConfigSchema = v.strictObject({
  deploy: hookSchema(
    'Deploys INTERLOCK_ARTIFACT_PATH to INTERLOCK_ENVIRONMENT; INTERLOCK_ARTIFACT_DIGEST holds its digest.',
  ),
  verifyRunning: hookSchema('Prints the digest of the artifact that serves now in INTERLOCK_ENVIRONMENT.'),
  artifacts: v.pipe(
    v.string(),
    v.minLength(1, 'must not be empty'),
    v.description('Folder that keeps what was deployed, and deployments.json, which auto-rollback reads.'),
  ),
  sbom: v.optional(
    v.pipe(
      v.picklist(['attached', 'attested'], 'must be attached or attested'),
      v.description('attested: an SBOM that nobody listed has signed is not enough.'),
    ),
    'attached',
  ),
  chain: v.optional(
    v.pipe(
      v.picklist(['required', 'optional'], 'must be required or optional'),
      v.description(
        'required: deploy-artifact needs evidence, which shows the chain from the commit over tests and verdict to the signature of the artifact.',
      ),
    ),
    'optional',
  ),
});

/** What `deploy-artifact` is told: a file that the operator keeps, never part of the change that is deployed. */
export type DeployConfig = v.InferOutput<typeof deployConfigSchema>;

/** From YAML or JSON. Unknown keys are errors; the failure names the line. */
export function parseDeployConfig(text: string, file: string): Result<DeployConfig> {
  const hint = 'The how-to page "Store and deploy" explains the keys of this file.';
  return parseSettings(text, { schema: deployConfigSchema, file, hint });
}
