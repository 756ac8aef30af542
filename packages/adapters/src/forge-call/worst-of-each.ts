import type { CommitStatus } from '@interlock/core/ports';

const order = ['success', 'pending', 'failure', 'error'] as const;

/**
 * One status for each context, sorted: where several sources say something under one name, the worst counts. A job of
 * the change itself can be given any name.
 */
export function worstOfEach(statuses: readonly CommitStatus[]): readonly CommitStatus[] {
  const worst = new Map<string, CommitStatus>();
  for (const status of statuses) {
    const known = worst.get(status.context);
    if (known === undefined || order.indexOf(status.state) > order.indexOf(known.state))
      worst.set(status.context, status);
  }
  return [...worst.values()].toSorted((one, other) => (one.context < other.context ? -1 : 1));
}
