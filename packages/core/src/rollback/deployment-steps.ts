import { fail, ok, type Result } from '../failure/index.ts';
import { rollbackCandidates } from './admit.ts';
import { checkTarget, chooseTarget } from './choose-target.ts';
import { askRunningDigest, redeploy } from './hooks.ts';
import { outcomeOf, type RollbackTarget } from './record.ts';
import { isDone, stepDone, takeStep, type Session, type StepAnswer } from './session.ts';

/** Finds the last good deployment, or checks the one that was chosen before once more. */
export async function chooseStep(session: Session): Promise<Result<void>> {
  const candidates = rollbackCandidates(session.config, session.deployments, session.record);
  const { target } = session.record;
  if (target !== undefined && outcomeOf(session.record, 'redeploy') !== undefined) {
    if (!candidates.some((one) => one.digest === target.digest))
      return fail('not-verified', `${target.digest} was chosen before and is judged bad now.`);
    const checked = await checkTarget(target, session.config.trust, session.ports);
    return checked.ok ? stepDone : checked;
  }
  return takeStep(session, 'choose', async () => {
    const choice = await chooseTarget(candidates, session.config.trust, session.ports);
    if (!choice.ok) return choice;
    const passed = choice.value.rejected.map((why) => ` Passed over ${why}`).join('');
    if (choice.value.target !== undefined)
      return ok({
        note: `${choice.value.target.digest}.${passed}`,
        learnt: { target: choice.value.target, status: 'running' },
      });
    return ok({ note: `No deployment to go back to verifies now.${passed}`, learnt: { status: 'nothing-good' } });
  });
}

/** Runs the redeploy hook, unless an earlier run finished it or its artifact serves already. */
export async function redeployStep(session: Session, target: RollbackTarget): Promise<Result<void>> {
  const before = outcomeOf(session.record, 'redeploy');
  if (before === 'done') return stepDone;
  if (before !== undefined) {
    const running = await askRunningDigest(session.config, session.ports);
    // The hook answers nothing where the redeploy that was cut off left nothing running.
    if (!running.ok && running.error.kind !== 'hook-failed') return running;
    if (running.ok && running.value === target.digest)
      return takeStep(session, 'redeploy', async () => ok({ note: 'The run before this one had finished it.' }));
  }
  return takeStep(session, 'redeploy', async () => {
    const done = await redeploy(session.config, target, session.ports);
    return done.ok ? ok({ note: `Redeployed ${target.digest}.` }) : done;
  });
}

/** Asks what serves now, on every run. A redeploy that did not take is marked failed, so that the next run repeats it. */
export async function verifyStep(session: Session, target: RollbackTarget): Promise<Result<void>> {
  if (isDone(session, 'verify')) return verifyAgain(session, target);
  const verified = await takeStep(session, 'verify', async () => compare(session, target));
  if (verified.ok || verified.error.kind !== 'not-verified') return verified;
  await takeStep(session, 'redeploy', async () => verified);
  return verified;
}

async function verifyAgain(session: Session, target: RollbackTarget): Promise<Result<void>> {
  const again = await compare(session, target);
  if (again.ok) return stepDone;
  if (again.error.kind !== 'not-verified') return again;
  return fail(
    'not-verified',
    `Refused: ${target.digest} was redeployed and verified, and something else serves now. There is one automatic attempt for each bad digest.`,
    { hint: 'Find out who deployed after the rollback, and decide by hand.' },
  );
}

async function compare(session: Session, target: RollbackTarget): Promise<Result<StepAnswer>> {
  const running = await askRunningDigest(session.config, session.ports);
  if (!running.ok) return running;
  return running.value === target.digest
    ? ok({ note: `${running.value} serves.` })
    : fail('not-verified', `The environment runs ${running.value}, expected ${target.digest}.`);
}
