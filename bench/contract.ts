import { classify, timeCases, type Judge } from './contract/measure.ts';
import { table, type Section } from './section.ts';

const target = 10;

/** How long the check of a case takes, and what it finds that a simpler one does not. */
export function contract(): Section {
  const sizes = [10, 100, 1_000].map((events) => ({ events, ...timeCases(events, events > 500 ? 50 : 300) }));
  const classified = classify(2_500);
  const share = (right: Readonly<Record<Judge, number>>, judge: Judge, cases: number) => `${right[judge]} of ${cases}`;
  const wrong = classified.filter(({ cases, right }) => right.contract !== cases);
  const slow = sizes.filter(({ events, median }) => events === 100 && median > target);
  return {
    text: [
      '## Contract',
      '',
      'Random diagrams in strict order with opt, alt, loop and par, each with one way through it. Time of the check of one case, with the',
      'building of the contract; every event has the same type, so that facts alone tell them apart, which is the slowest there is:',
      '',
      table(
        ['events (mean)', 'median ms', '95 % ms'],
        sizes.map(({ mean, median, p95 }) => [mean.toFixed(0), median.toFixed(2), p95.toFixed(2)]),
      ),
      '',
      'Cases judged right, after one event that must happen was dropped, swapped with the next such, had a stranger put before it, or was',
      'told twice. Beside the contract: a checklist (is each such event there?) and the same in order.',
      '',
      table(
        ['mutation', 'contract', 'checklist', 'in order'],
        classified.map(({ cases, mutation, right }) => [
          mutation,
          share(right, 'contract', cases),
          share(right, 'checklist', cases),
          share(right, 'inOrder', cases),
        ]),
      ),
    ],
    misses: [
      ...wrong.map(
        ({ cases, mutation, right }) => `contract: ${cases - right.contract} cases of ${mutation} judged wrong`,
      ),
      ...slow.map(
        ({ median }) => `contract: ${median.toFixed(1)} ms for a case of 100 events; ${target} is the target`,
      ),
    ],
  };
}
