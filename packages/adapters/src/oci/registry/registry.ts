import type { StoreAccess, StoreLocation } from '@interlock/core/store';
import type { Attempt, Patience, Retrier } from '../../forge-call/index.ts';
import { createRetrier } from '../../forge-call/index.ts';

/** One repository of a registry, and what its requests share. */
export interface Registry {
  readonly location: Extract<StoreLocation, { readonly kind: 'registry' }>;
  readonly access: StoreAccess;
  readonly patience: Patience;
  /** Blobs that are larger go up in pieces of this many bytes. */
  readonly chunkSize: number;
  /** What the registry asked for at last; sent to its own origin alone. */
  readonly session: { authorization: string | undefined };
}

/** Large artifacts over slow lines take their time; a registry that is down is told after ten minutes. */
export const storePatience: Patience = {
  totalMilliseconds: 600_000,
  firstWaitMilliseconds: 500,
  requestMilliseconds: 300_000,
};

export function startCall({ location, patience }: Registry): Retrier {
  return createRetrier(`The registry ${new URL(location.origin).host}`, patience);
}

/** Address below `/v2/<repository>`; `path` starts with a slash. */
export function addressOf({ location }: Registry, path: string): string {
  return `${location.origin}/v2/${location.repository}${path}`;
}

/** Goes on with the value of an attempt that succeeded. */
export async function chain<A, B>(attempt: Attempt<A>, next: (value: A) => Promise<Attempt<B>>): Promise<Attempt<B>> {
  if (attempt.kind === 'again') return attempt;
  return attempt.result.ok ? next(attempt.result.value) : { kind: 'done', result: attempt.result };
}
