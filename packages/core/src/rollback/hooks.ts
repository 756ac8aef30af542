import type { Digest } from '../digest/index.ts';
import type { Result } from '../failure/index.ts';
import { askRunningDigest as askDigest, runHook, type HookPorts } from '../hook/index.ts';
import type { RollbackConfig } from './config.ts';
import type { RollbackTarget } from './record.ts';

export type { HookPorts };

/** Takes all traffic from the canary: the hook reads INTERLOCK_WEIGHT, a percentage. */
export async function setWeightToZero(config: RollbackConfig, ports: HookPorts): Promise<Result<string>> {
  const environment = { INTERLOCK_WEIGHT: '0', ...common(config) };
  return runHook({ name: 'set-weight', hook: config.traffic.setWeight, environment }, ports);
}

export async function redeploy(
  config: RollbackConfig,
  target: RollbackTarget,
  ports: HookPorts,
): Promise<Result<string>> {
  const environment = { INTERLOCK_ARTIFACT_PATH: target.path, INTERLOCK_ARTIFACT_DIGEST: target.digest };
  return runHook(
    { name: 'redeploy', hook: config.redeploy, environment: { ...environment, ...common(config) } },
    ports,
  );
}

export async function askRunningDigest(config: RollbackConfig, ports: HookPorts): Promise<Result<Digest>> {
  return askDigest(config.verifyRunning, common(config), ports);
}

function common(config: RollbackConfig): Readonly<Record<string, string>> {
  return { INTERLOCK_ENVIRONMENT: config.environment };
}
