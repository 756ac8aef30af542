import type { Release } from './release.ts';

/** How the way of a change ended. */
export type Ending =
  | { readonly kind: 'promoted' }
  /** Refused before anything of it was deployed, or before it went on. `by`: the operation, or git. */
  | { readonly kind: 'refused'; readonly by: string; readonly exitCode: number; readonly reason: string }
  /** Taken back. `at`: what found it. */
  | { readonly kind: 'rolled-back'; readonly at: string };

/** A step that answered no. It ends the way of the change, and is no error of the rehearsal. */
export class Refusal extends Error {
  readonly by: string;
  readonly exitCode: number;
  readonly reason: string;

  constructor(by: string, exitCode: number, reason: string) {
    super(`${by} refused with exit code ${exitCode}: ${reason}`);
    this.by = by;
    this.exitCode = exitCode;
    this.reason = reason;
  }
}

/** Where a change came to, and what was taken back where it was. */
export interface Walked {
  readonly ending: Ending;
  readonly bad?: Release;
}

/** The ending of a change that a step refused. Anything else that was thrown stays thrown. */
export function refusalOf(cause: unknown): Walked {
  if (!(cause instanceof Refusal)) throw cause;
  const { by, exitCode, reason } = cause;
  return { ending: { kind: 'refused', by, exitCode, reason } };
}

export function describeEnding(ending: Ending): string {
  switch (ending.kind) {
    case 'promoted':
      return 'promoted';
    case 'refused':
      return `refused by ${ending.by} (exit ${ending.exitCode}): ${ending.reason}`;
    case 'rolled-back':
      return `rolled back at ${ending.at}`;
  }
}

/** Whether it ended as specified; the reason that was found must begin with the one that was expected. */
export function isAsExpected(expected: Ending, found: Ending): boolean {
  if (expected.kind === 'refused' && found.kind === 'refused') {
    const same = expected.by === found.by && expected.exitCode === found.exitCode;
    return same && found.reason.startsWith(expected.reason);
  }
  return JSON.stringify(expected) === JSON.stringify(found);
}
