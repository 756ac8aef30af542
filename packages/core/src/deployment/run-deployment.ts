import { hexOf } from '../digest/index.ts';
import { ok, type Failure, type Result } from '../failure/index.ts';
import { askRunningDigest, runHook, type HookPorts } from '../hook/index.ts';
import type { Clock, ReadFile, WriteFiles } from '../ports/index.ts';
import { oneLine } from '../text/index.ts';
import type { Deployment } from '../rollback/index.ts';
import type { DeployConfig } from './config.ts';
import { historyWith } from './history.ts';
import type { DeploymentRecord } from './record.ts';

export interface DeploymentPorts extends HookPorts {
  readonly readFile: ReadFile;
  readonly writeFiles: WriteFiles;
  readonly clock: Pick<Clock, 'now'>;
}

/** What was verified, and is deployed now. */
export type VerifiedRelease = Pick<
  DeploymentRecord,
  'environment' | 'store' | 'reference' | 'manifest' | 'artifact' | 'provenance' | 'sboms' | 'passedOver'
>;

export interface DeploymentRun {
  readonly record: DeploymentRecord;
  /** Why the hooks gave no answer; undefined where they did, whatever it is. */
  readonly failure: Failure | undefined;
}

/**
 * Deploys, asks what runs, and writes the record to `recordPath`. The history has the deployment as failed before the
 * hook is started, so that one that is cut off never counts as good.
 */
export async function runDeployment(
  config: DeployConfig,
  release: VerifiedRelease,
  recordPath: string,
  ports: DeploymentPorts,
): Promise<Result<DeploymentRun>> {
  const startedAt = new Date(ports.clock.now()).toISOString();
  const entry = entryOf(release, startedAt);
  const announced = await historyWith(config.artifacts, entry, ports);
  if (!announced.ok) return announced;
  const begun = await ports.writeFiles([announced.value]);
  if (!begun.ok) return begun;
  const { answer, failure } = await deploy(config, release, ports);
  const result = answer.hook === 'done' && answer.running === release.artifact.digest ? 'deployed' : 'failed';
  const deployment: Deployment = { ...entry, outcome: result === 'deployed' ? 'success' : 'failed' };
  const finishedAt = new Date(ports.clock.now()).toISOString();
  const record: DeploymentRecord = {
    schema: 'interlock/deployment/v1',
    ...release,
    startedAt,
    finishedAt,
    answer,
    result,
    deployment,
  };
  const history = await historyWith(config.artifacts, deployment, ports);
  if (!history.ok) return history;
  const file = { path: recordPath, content: `${JSON.stringify(record, null, 2)}\n` };
  const written = await ports.writeFiles([history.value, file]);
  return written.ok ? ok({ record, failure }) : written;
}

/** Names in the folder of artifacts, by digest alone: what a store calls a file is never used as a path. */
export function fileNames(digest: Deployment['digest']): { readonly path: string; readonly bundle: string } {
  return { path: hexOf(digest), bundle: `${hexOf(digest)}.sigstore.json` };
}

function entryOf({ artifact, environment, provenance }: VerifiedRelease, deployedAt: string): Deployment {
  const { digest } = artifact;
  const facts = { digest, ...fileNames(digest), commit: provenance.commit, deployedAt, environment };
  return { ...facts, outcome: 'failed', bad: false };
}

async function deploy(config: DeployConfig, { artifact, environment }: VerifiedRelease, ports: HookPorts) {
  const common = { INTERLOCK_ENVIRONMENT: environment };
  const data = { INTERLOCK_ARTIFACT_PATH: artifact.path, INTERLOCK_ARTIFACT_DIGEST: artifact.digest };
  const hook = await runHook({ name: 'deploy', hook: config.deploy, environment: { ...data, ...common } }, ports);
  const says = oneLine(hook.ok ? hook.value.trim() : hook.error.message, 2000);
  if (!hook.ok) return { answer: { hook: 'failed', says } as const, failure: hook.error };
  const running = await askRunningDigest(config.verifyRunning, common, ports);
  if (!running.ok) return { answer: { hook: 'done', says } as const, failure: running.error };
  return { answer: { hook: 'done', says, running: running.value } as const, failure: undefined };
}
