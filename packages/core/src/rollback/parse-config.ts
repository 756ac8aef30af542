import type { Result } from '../failure/index.ts';
import { referenceUrl } from '../project/index.ts';
import { parseSettings } from '../settings-file/index.ts';
import { deploymentListSchema, rollbackConfigSchema, type Deployment, type RollbackConfig } from './config.ts';

const hint = `${referenceUrl('auto-rollback')} explains the keys of this file.`;

/** The configuration of a rollback, from YAML or JSON. Unknown keys are errors; the failure names the line. */
export function parseRollbackConfig(text: string, file: string): Result<RollbackConfig> {
  return parseSettings(text, { schema: rollbackConfigSchema, file, hint });
}

/** The `deployments.json` of an artifact store: the same list that a configuration may hold itself. */
export function parseDeployments(text: string, file: string): Result<readonly Deployment[]> {
  return parseSettings(text, { schema: deploymentListSchema, file, hint });
}
