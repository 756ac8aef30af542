import { ok, type Failure, type Result } from '@interlock/core/failure';
import { systemClock } from '../clock/index.ts';
import { runGit } from '../git/index.ts';

export interface Expectation {
  readonly reference: string;
  /** What it must point at now; `undefined`: it must not exist. */
  readonly expected: string | undefined;
}

export interface ReferenceMove extends Expectation {
  readonly to: string;
  /** For the reflog. */
  readonly reason: string;
  /** Other references that must stay where they are meanwhile: git locks them too. */
  readonly unchanged?: readonly Expectation[];
}

/**
 * Moves one reference, all conditions checked under git's locks. Only one: git moves several of a transaction one by
 * one, and whoever is stopped in between leaves half of it.
 */
export async function moveOneReference(gitDirectory: string, move: ReferenceMove): Promise<Result<void>> {
  const nothing = '0'.repeat(move.to.length);
  const lines = [
    ...(move.unchanged ?? []).map(({ reference, expected }) => `verify ${reference} ${expected ?? nothing}`),
    `update ${move.reference} ${move.to} ${move.expected ?? nothing}`,
  ];
  const moved = await runGit(gitDirectory, ['update-ref', '-m', move.reason, '--stdin'], {
    input: `${lines.join('\n')}\n`,
    environment: { GIT_COMMITTER_NAME: 'Interlock', GIT_COMMITTER_EMAIL: 'interlock@localhost' },
  });
  return moved.ok ? ok(undefined) : moved;
}

/** Done with an answer; one step further; or overtaken by somebody else: then it goes on from what is there now. */
export type Turn<T> =
  | { readonly done: Result<T> }
  | { readonly again: true }
  | { readonly overtaken: { readonly ok: false; readonly error: Failure } };

const mostTurns = 40;
const firstWait = 5;
const longestWait = 200;

/** Turns until one is done; after many, the failure that git gave last. */
export async function takeTurns<T>(turn: () => Promise<Turn<T>>): Promise<Result<T>> {
  for (let count = 1; ; count = Math.min(count + 1, mostTurns)) {
    const result = await turn();
    if ('done' in result) return result.done;
    if ('again' in result) continue;
    if (count === mostTurns) return result.overtaken;
    await systemClock.sleep(Math.random() * Math.min(longestWait, firstWait * 2 ** count));
  }
}

/** The turn that ends with a move: a move that failed may have been overtaken. */
export async function moveTurn<T>(gitDirectory: string, move: ReferenceMove, answer: T): Promise<Turn<T>> {
  const moved = await moveOneReference(gitDirectory, move);
  return moved.ok ? { done: ok(answer) } : { overtaken: moved };
}
