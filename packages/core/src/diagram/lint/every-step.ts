import type { Step } from '../syntax.ts';

/** All steps of a diagram, those inside fragments too, in the order of the source. */
export function everyStep(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step) =>
    'branches' in step ? [step, ...step.branches.flatMap((branch) => everyStep(branch.steps))] : [step],
  );
}

/** Each message, with what stands right behind it. */
export function everyMessage(steps: readonly Step[]) {
  const all = everyStep(steps);
  return all.flatMap((step, at) => (step.kind === 'message' ? [{ message: step, next: all[at + 1] }] : []));
}
