import { fail, ok, type Result } from '../failure/index.ts';
import type { Deployment, RollbackConfig } from './config.ts';
import { openRecord, type RollbackRecord } from './record.ts';

/**
 * Loop guards: one automatic rollback for each bad digest, never the rollback of a rollback, never two at once.
 * Gives the record to go on with: the unfinished or finished one of the same bad digest, or a new one.
 */
export function admitRollback(
  config: RollbackConfig,
  deployments: readonly Deployment[],
  before: RollbackRecord | undefined,
  at: string,
): Result<RollbackRecord> {
  if (before !== undefined && before.environment !== config.environment)
    return refuse(`The record ${config.state} belongs to environment ${before.environment}`, 'Give each its own file.');
  if (before?.bad.digest === config.bad.digest) return ok(before);
  if (before?.status === 'running')
    return refuse(`The rollback of ${before.bad.digest} is not finished`, 'Run that one again first.');
  const record = openRecord(config, before, at);
  if (record.earlier.some((past) => past.bad === config.bad.digest))
    return refuse(`${config.bad.digest} was rolled back automatically before`, 'A person must decide now.');
  const isRollback =
    record.earlier.some((past) => past.target === config.bad.digest) ||
    deployments.findLast((one) => one.digest === config.bad.digest && ofEnvironment(one, config))?.rollbackOf !==
      undefined;
  return isRollback
    ? refuse(
        `${config.bad.digest} was itself deployed by a rollback`,
        'A rollback is never rolled back: decide by hand.',
      )
    : ok(record);
}

/** Deployments to fall back to, newest first: successful, of this environment, and never judged bad. */
export function rollbackCandidates(
  config: RollbackConfig,
  deployments: readonly Deployment[],
  record: RollbackRecord,
): readonly Deployment[] {
  const bad = new Set<string>([
    config.bad.digest,
    ...record.earlier.map((past) => past.bad),
    ...deployments.filter((one) => one.bad).map((one) => one.digest),
    ...deployments.flatMap((one) => one.rollbackOf ?? []),
  ]);
  return deployments
    .filter((one) => one.outcome === 'success' && ofEnvironment(one, config) && !bad.has(one.digest))
    .toReversed();
}

function ofEnvironment(deployment: Deployment, config: RollbackConfig): boolean {
  return deployment.environment === undefined || deployment.environment === config.environment;
}

function refuse(why: string, hint: string): Result<never> {
  return fail('not-verified', `Refused: ${why}.`, { hint });
}
