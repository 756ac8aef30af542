import { ok, type Failure, type Result } from '../failure/index.ts';
import { admitRollback } from './admit.ts';
import type { Deployment, RollbackConfig } from './config.ts';
import { chooseStep, redeployStep, verifyStep } from './deployment-steps.ts';
import { setWeightToZero } from './hooks.ts';
import { parseDeployments } from './parse-config.ts';
import type { RollbackPorts } from './ports.ts';
import { parseRollbackRecord, type RollbackRecord } from './record.ts';
import { requireServing } from './require-serving.ts';
import { landStep, revertStep } from './revert-steps.ts';
import { endStep, explainFailure, save, timeOf, type Session } from './session.ts';

export interface RollbackRun {
  /** Undefined where the run ended before there was one. */
  readonly record: RollbackRecord | undefined;
  readonly failure: Failure | undefined;
}

/**
 * Takes the canary's traffic away, then goes back to the last good artifact and reverts the source.
 * The weight comes before everything that can fail, the record of earlier rollbacks included. Where the weight cannot
 * be set the other steps are taken all the same: the redeploy is then what ends the harm.
 */
export async function runRollback(config: RollbackConfig, ports: RollbackPorts): Promise<RollbackRun> {
  const startedAt = timeOf(ports);
  const weight = await setWeightToZero(config, ports);
  const session = await openSession(config, ports, startedAt);
  if (!session.ok) return { record: undefined, failure: withWeight(session.error, weight) };
  const answer = weight.ok ? ok({ note: 'The canary has weight 0.' }) : weight;
  const traffic = await endStep(session.value, 'traffic', startedAt, answer);
  const rest = weight.ok && !traffic.ok ? traffic : await takeSteps(session.value);
  const failure = weight.ok ? rest : weight;
  const { record } = session.value;
  return { record, failure: failure.ok ? undefined : explainFailure(failure.error, record) };
}

async function takeSteps(session: Session): Promise<Result<void>> {
  const chosen = await chooseStep(session);
  if (!chosen.ok) return chosen;
  const { target } = session.record;
  if (target === undefined) return ok(undefined);
  const steps = [
    async () => redeployStep(session, target),
    async () => verifyStep(session, target),
    async () => revertStep(session),
    async () => landStep(session),
  ];
  for (const step of steps) {
    const taken = await step();
    if (!taken.ok) return taken;
  }
  const complete = session.record.steps.every((step) => step.outcome === 'done');
  return save(session, { ...session.record, status: complete ? 'complete' : 'running' });
}

async function openSession(config: RollbackConfig, ports: RollbackPorts, at: string): Promise<Result<Session>> {
  const before = await readRecord(config.state, ports);
  if (!before.ok) return before;
  const deployments = await readDeployments(config, ports);
  if (!deployments.ok) return deployments;
  const record = admitRollback(config, deployments.value, before.value, at);
  if (!record.ok) return record;
  const serving = await requireServing(config, deployments.value, record.value, ports);
  return serving.ok ? ok({ config, deployments: deployments.value, ports, record: record.value }) : serving;
}

async function readRecord(path: string, ports: RollbackPorts): Promise<Result<RollbackRecord | undefined>> {
  const bytes = await ports.readFile(path);
  if (bytes.ok) return parseRollbackRecord(new TextDecoder().decode(bytes.value), path);
  return bytes.error.kind === 'missing-file' ? ok(undefined) : bytes;
}

async function readDeployments(config: RollbackConfig, ports: RollbackPorts): Promise<Result<readonly Deployment[]>> {
  const { artifacts } = config;
  if (!('store' in artifacts)) return ok(artifacts);
  const path = `${artifacts.store}/deployments.json`;
  const bytes = await ports.readFile(path);
  if (!bytes.ok) return bytes;
  const list = parseDeployments(new TextDecoder().decode(bytes.value), path);
  if (!list.ok) return list;
  const inStore = (name: string) => (name.startsWith('/') ? name : `${artifacts.store}/${name}`);
  return ok(list.value.map((one) => ({ ...one, path: inStore(one.path), bundle: inStore(one.bundle) })));
}

function withWeight(failure: Failure, weight: Result<unknown>): Failure {
  const remaining = 'Remaining: choose, redeploy, verify, revert, land.';
  if (weight.ok) return { ...failure, message: `${failure.message} Done: traffic. ${remaining}` };
  const message = `${weight.error.message} Then: ${failure.message} Done: nothing. Remaining: traffic and the rest.`;
  return { ...weight.error, message };
}
