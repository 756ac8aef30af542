import type { Result } from './result.ts';

/** Exit codes: 0 done · 1 blocked or a negative answer · 2 misuse or bad input · 3 could not decide · 4 needs approval. */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

interface KindFacts {
  /** Who must act: `user` changes the call or the file, `operator` the environment, `bug` us. */
  readonly who: 'user' | 'operator' | 'bug';
  readonly exitCode: ExitCode;
}

/** Every way an operation can fail. The kind is stable: it selects the exit code, the annotation and the docs anchor. */
export const failureKinds = {
  usage: { who: 'user', exitCode: 2 },
  'missing-file': { who: 'user', exitCode: 2 },
  'wrong-file-type': { who: 'user', exitCode: 2 },
  'unreadable-file': { who: 'user', exitCode: 2 },
  'malformed-file': { who: 'user', exitCode: 2 },
  'unsupported-format': { who: 'user', exitCode: 2 },
  'no-match': { who: 'user', exitCode: 2 },
  'missing-key': { who: 'user', exitCode: 2 },
  'bad-key': { who: 'user', exitCode: 2 },
  'bad-repository': { who: 'user', exitCode: 2 },
  'shallow-clone': { who: 'user', exitCode: 2 },
  /** What is to be judged cannot be read, so that there is no answer about it; a mistake of the call is never this. */
  'unreadable-change': { who: 'user', exitCode: 3 },
  'unwritable-file': { who: 'operator', exitCode: 3 },
  'not-verified': { who: 'user', exitCode: 1 },
  /** Something else stands where this should: a name is taken. */
  conflict: { who: 'user', exitCode: 1 },
  'deadline-exceeded': { who: 'operator', exitCode: 3 },
  'service-failed': { who: 'operator', exitCode: 3 },
  'hook-failed': { who: 'operator', exitCode: 3 },
  'evaluation-failed': { who: 'operator', exitCode: 3 },
  internal: { who: 'bug', exitCode: 3 },
} as const satisfies Record<string, KindFacts>;

export type FailureKind = keyof typeof failureKinds;

/** One thing that went wrong: where, what was expected, and how to go on. Never a stack trace. */
export interface Failure {
  readonly kind: FailureKind;
  /** One sentence: what is wrong and what was expected. */
  readonly message: string;
  /** One sentence: how to fix it. */
  readonly hint?: string;
  readonly file?: string;
  /** 1-based line in `file`. */
  readonly line?: number;
  readonly cause?: unknown;
}

export function fail(kind: FailureKind, message: string, more: Omit<Failure, 'kind' | 'message'> = {}): Result<never> {
  return { ok: false, error: { kind, message, ...more } };
}

export function exitCodeOf(failure: Failure): ExitCode {
  return failureKinds[failure.kind].exitCode;
}
