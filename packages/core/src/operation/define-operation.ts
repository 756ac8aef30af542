import type { EventType } from '../event/index.ts';
import type { Input, Output } from './input.ts';

/** What the job needs on each forge and why; printed in the docs, asked for in the examples. */
export interface Permissions {
  readonly github: Readonly<Record<string, { readonly level: 'read' | 'write'; readonly why: string }>>;
  readonly gitlab: string;
}

/** One capability, declared once. Every face (action.yml, GitLab component, CLI, docs) is derived from it. */
export interface Operation<
  I extends Record<string, Input> = Record<string, Input>,
  O extends Record<string, Output> = Record<string, Output>,
> {
  readonly name: string;
  readonly stage: 'propose' | 'verify' | 'accept' | 'release' | 'account' | 'command';
  /** One sentence, no more than 120 characters. */
  readonly summary: string;
  readonly inputs: I;
  readonly outputs: O;
  readonly permissions: Permissions;
  /** What it did, as its event says; left out where it writes none, or more than one by itself. */
  readonly event?: EventType;
  /** Set where the operation judges a change: its job then runs for pull and merge requests only. */
  readonly runsOn?: 'change-request';
}

export type AnyOperation = Operation;

export function defineOperation<const I extends Record<string, Input>, const O extends Record<string, Output>>(
  operation: Operation<I, O>,
): Operation<I, O> {
  return operation;
}

type Camel<S extends string> = S extends `${infer A}-${infer B}` ? `${A}${Capitalize<Camel<B>>}` : S;
type Raw<F extends Input> = F extends { readonly type: 'choice'; readonly options: readonly (infer C)[] }
  ? C
  : F extends { readonly type: 'boolean' }
    ? boolean
    : F extends { readonly type: 'integer' | 'number' | 'duration' }
      ? number
      : F extends { readonly type: 'lines' }
        ? readonly string[]
        : string;
type Value<F extends Input> = F extends
  | { readonly default: unknown }
  | { readonly type: 'lines' }
  | { readonly required: true }
  ? Raw<F>
  : Raw<F> | undefined;

/** The parsed inputs a handler takes: camel-case names, precise types; durations in seconds. */
export type InputsOf<Op> =
  Op extends Operation<infer I, infer _> ? { readonly [K in keyof I & string as Camel<K>]: Value<I[K]> } : never;

/** The outputs a handler gives back; left-out ones are written as empty text. */
export type OutputsOf<Op> =
  Op extends Operation<infer _, infer O>
    ? { readonly [K in keyof O & string as Camel<K>]?: string | undefined }
    : never;
