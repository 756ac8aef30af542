import { fail, ok, type Result } from '../failure/index.ts';
import type { Deployment, RollbackConfig } from './config.ts';
import { askRunningDigest, type HookPorts } from './hooks.ts';
import { outcomeOf, type RollbackRecord } from './record.ts';

/**
 * Before anything is redeployed the bad artifact must be what serves: otherwise its digest is a mistake, or somebody has
 * deployed something else. Where nothing answers, because the bad release is down, it must be the newest deployment.
 */
export async function requireServing(
  config: RollbackConfig,
  deployments: readonly Deployment[],
  record: RollbackRecord,
  ports: HookPorts,
): Promise<Result<void>> {
  if (outcomeOf(record, 'redeploy') !== undefined) return ok(undefined);
  const { bad, environment } = config;
  const listed = deployments.filter((one) => one.environment === undefined || one.environment === environment);
  const running = await askRunningDigest(config, ports);
  if (!running.ok) {
    const isDown = running.error.kind === 'hook-failed' || running.error.kind === 'deadline-exceeded';
    return isDown && listed.at(-1)?.digest === bad.digest ? ok(undefined) : running;
  }
  if (running.value === bad.digest) return ok(undefined);
  const unknown = listed.some((one) => one.digest === bad.digest) ? '' : ', and no deployment in the list has it';
  return fail('not-verified', `Refused: ${bad.digest} does not serve: ${running.value} does${unknown}.`, {
    hint: 'Check bad.digest. Where something else was deployed since, decide by hand.',
  });
}
