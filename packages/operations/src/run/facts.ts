import type { Change } from '@interlock/core/change';
import type { Verdict } from '@interlock/core/verdict';
import type { Gathered } from './gather.ts';
import type { SignedStatement } from './sign.ts';

/** What a run found out, before anything of it is written. */
export interface RunFacts {
  readonly change: Change;
  readonly gathered: Gathered;
  readonly verdict: Verdict;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface SignedFacts extends RunFacts {
  /** Absent where there was no key, which only CI allows. */
  readonly signed: readonly SignedStatement[] | undefined;
}
