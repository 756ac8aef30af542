import type { Digest } from '../digest/index.ts';
import type { Result } from '../failure/index.ts';

/** A repository over http or https, and who speaks to it. */
export interface Remote {
  /** `https://…/name.git` */
  readonly url: string;
  readonly user: string;
  readonly token: string;
}

/** One attempt to use something that is good for one use. */
export interface Use {
  /** Repository on this machine. */
  readonly repository: string;
  /** Of what is used up. */
  readonly digest: Digest;
  /** Where the mark is made; left out: in the repository itself. */
  readonly remote?: Remote | undefined;
}

export interface UseMark {
  readonly reference: string;
  /** Made for this attempt alone. */
  readonly object: string;
}

/** What stands where the mark was to be made. */
export interface UseHolder extends UseMark {
  /** `foreign`: no attempt of Interlock to use this made it. Whoever imitates one to the letter is not found out. */
  readonly origin: 'interlock' | 'foreign';
}

export type UseAnswer = { readonly mark: UseMark } | { readonly holder: UseHolder };

/**
 * Marks a use, of which there can be one; answers what holds the place where there is a mark. Fails where neither is
 * certain, and what is used must then be treated as used up.
 */
export type ConsumeOnce = (use: Use) => Promise<Result<UseAnswer>>;
