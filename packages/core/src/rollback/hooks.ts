import { isDigest, type Digest } from '../digest/index.ts';
import { fail, ok, type Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';
import type { Hook, RollbackConfig } from './config.ts';
import type { RollbackPorts } from './ports.ts';
import type { RollbackTarget } from './record.ts';

type HookPorts = Pick<RollbackPorts, 'runCommand'>;

/** Takes all traffic from the canary: the hook reads INTERLOCK_WEIGHT, a percentage. */
export async function setWeightToZero(config: RollbackConfig, ports: HookPorts): Promise<Result<string>> {
  return run('set-weight', config.traffic.setWeight, { INTERLOCK_WEIGHT: '0', ...common(config) }, ports);
}

export async function redeploy(
  config: RollbackConfig,
  target: RollbackTarget,
  ports: HookPorts,
): Promise<Result<string>> {
  const environment = { INTERLOCK_ARTIFACT_PATH: target.path, INTERLOCK_ARTIFACT_DIGEST: target.digest };
  return run('redeploy', config.redeploy, { ...environment, ...common(config) }, ports);
}

/** The digest that the environment says it runs: the only line that the hook prints. */
export async function askRunningDigest(config: RollbackConfig, ports: HookPorts): Promise<Result<Digest>> {
  const answer = await run('verify-running', config.verifyRunning, common(config), ports);
  if (!answer.ok) return answer;
  const line = answer.value.trim();
  return isDigest(line)
    ? ok(line)
    : fail('hook-failed', `The verify-running hook printed "${oneLine(line, 80)}", expected one sha256 digest.`, {
        hint: 'Let the hook print the digest of the artifact that serves now, and nothing else.',
      });
}

function common(config: RollbackConfig): Readonly<Record<string, string>> {
  return { INTERLOCK_ENVIRONMENT: config.environment };
}

async function run(
  name: string,
  hook: Hook,
  environment: Readonly<Record<string, string>>,
  ports: HookPorts,
): Promise<Result<string>> {
  const [program, ...rest] = hook.command;
  const result = await ports.runCommand({
    command: [program, ...rest],
    environment,
    timeoutSeconds: hook.timeoutSeconds,
  });
  if (!result.ok) return result;
  if (result.value.exitCode === 0) return ok(result.value.stdout);
  return fail(
    'hook-failed',
    `The ${name} hook ended with exit code ${result.value.exitCode}: ${oneLine(result.value.stderr.trim(), 200)}`,
    { hint: 'Run the hook by hand to see why, then run auto-rollback again.' },
  );
}
