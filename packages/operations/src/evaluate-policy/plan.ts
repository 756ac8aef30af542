import type { Digest } from '@interlock/core/digest';
import type { ReadFile } from '@interlock/core/ports';
import type { PolicyFinding } from '@interlock/core/verdict';

/** A policy by its name, `pack:NAME` or a folder with policy.wasm, and where the folder's files are read. */
export interface PolicySource {
  readonly policy: string;
  readonly readFile: ReadFile;
}

export const isPack = (policy: string) => policy.startsWith('pack:');

/** One evaluation: what is evaluated, and what is known of it before. */
export interface Plan {
  readonly wasm: Uint8Array;
  readonly data?: string;
  /** Where the wasm lies; absent for the built-in policies. */
  readonly file?: string;
  /** Of all that it is made of. */
  readonly digest: Digest;
  readonly entrypoints: readonly string[];
  /** Names of the policies that judge; none means that the entry points of the wasm are the names. */
  readonly evaluated: readonly string[];
  readonly notEvaluated: readonly string[];
  /** What follows from absent evidence. */
  readonly found: readonly PolicyFinding[];
}
