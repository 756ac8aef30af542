import type { Failure, Result } from '@interlock/core/failure';
import type { MergeRefusal } from '@interlock/core/lane';

/** Why it goes no further: something failed, or the change is not to be merged. */
export type Stop = { readonly failure: Failure } | { readonly refusal: MergeRefusal };

export function orFail<T>(result: Result<T>): Result<T, Stop> {
  return result.ok ? result : { ok: false, error: { failure: result.error } };
}

export function orRefuse<T>(result: Result<T, MergeRefusal>): Result<T, Stop> {
  return result.ok ? result : { ok: false, error: { refusal: result.error } };
}
