import { ok, type Failure, type Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';
import type { Deployment, RollbackConfig } from './config.ts';
import type { RollbackPorts } from './ports.ts';
import { stepNames, outcomeOf, withStep, writeRollbackRecord, type RollbackRecord, type StepName } from './record.ts';

/** One run of a rollback. `record` is what is on disk after each step. */
export interface Session {
  readonly config: RollbackConfig;
  readonly deployments: readonly Deployment[];
  readonly ports: RollbackPorts;
  record: RollbackRecord;
}

/** What a step answers: a note for people, and what the record learns from it. */
export interface StepAnswer {
  readonly note: string;
  readonly learnt?: Partial<Pick<RollbackRecord, 'target' | 'revert' | 'status'>>;
}

/** Records the step as started, does it, and records how it ended. */
export async function takeStep(
  session: Session,
  name: StepName,
  act: () => Promise<Result<StepAnswer>>,
): Promise<Result<void>> {
  const startedAt = timeOf(session.ports);
  const begun = await save(session, withStep(session.record, { name, outcome: 'started', startedAt }));
  return begun.ok ? endStep(session, name, startedAt, await act()) : begun;
}

/** Records how a step ended. A step that failed stays failed even where the record cannot be written. */
export async function endStep(
  session: Session,
  name: StepName,
  startedAt: string,
  answer: Result<StepAnswer>,
): Promise<Result<void>> {
  const note = oneLine(answer.ok ? answer.value.note : answer.error.message, 2000);
  const outcome = answer.ok ? 'done' : 'failed';
  const line = { name, outcome, startedAt, finishedAt: timeOf(session.ports), note } as const;
  const next = withStep({ ...session.record, ...(answer.ok ? answer.value.learnt : {}) }, line);
  const saved = await save(session, next);
  return answer.ok ? saved : answer;
}

export async function save(session: Session, record: RollbackRecord): Promise<Result<void>> {
  session.record = record;
  return session.ports.writeFile(session.config.state, writeRollbackRecord(record));
}

export function timeOf(ports: Pick<RollbackPorts, 'clock'>): string {
  return new Date(ports.clock.now()).toISOString();
}

export function isDone(session: Session, name: StepName): boolean {
  return outcomeOf(session.record, name) === 'done';
}

export const stepDone: Result<void> = ok(undefined);

/** The failure with what is done and what remains added, so that a person can take over. */
export function explainFailure(failure: Failure, record: RollbackRecord): Failure {
  const done = stepNames.filter((name) => outcomeOf(record, name) === 'done');
  const remaining = stepNames.filter((name) => !done.includes(name));
  return {
    ...failure,
    message: `${failure.message} Done: ${done.join(', ') || 'nothing'}. Remaining: ${remaining.join(', ') || 'nothing'}.`,
    hint: failure.hint ?? 'Remove the cause and run auto-rollback again: finished steps are not repeated.',
  };
}
