import type { Change } from '@interlock/core/change';
import type { Gathered } from './gather.ts';
import type { JudgedChange } from './judge-change.ts';
import type { SignedStatement } from './sign.ts';

/** What a run found out, before anything of it is written. */
export interface RunFacts extends JudgedChange {
  readonly change: Change;
  readonly gathered: Gathered;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface SignedFacts extends RunFacts {
  /** Absent where there was no key, which only CI allows. */
  readonly signed: readonly SignedStatement[] | undefined;
}
