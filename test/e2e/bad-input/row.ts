import type { OperationName } from './operation-name.ts';

/** A file of the working folder before the run: its content, or what stands there instead of a file. */
export type Content = string | Uint8Array | { readonly is: 'folder' | 'fifo' };

/** One wrong call: what is given, and what a person must be told. */
export interface Row {
  readonly name: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, Content>>;
  /** Makes what is no plain file, such as a repository; may give inputs that are only known then. */
  readonly prepare?: (folder: string) => Readonly<Record<string, string>> | void;
  readonly exitCode: 1 | 2 | 3;
  /** How many problems are told; each is one error. Default: one. */
  readonly problems?: number;
  /** File and line that the error must point to. */
  readonly file?: string;
  readonly line?: number;
  /** What is wrong and what was expected. */
  readonly says: RegExp;
  /** How to go on. */
  readonly fix: RegExp;
  /** Where only one face can be called like this. Default: both. */
  readonly face?: 'action' | 'command';
  /**
   * Files that the answer is written to, and what they say; there is a summary and there are outputs then. Without it
   * the call must leave nothing behind.
   */
  readonly leaves?: Readonly<Record<string, RegExp>>;
}

export interface Table {
  readonly operation: OperationName;
  /** Where all rows have one face. */
  readonly face?: Row['face'];
  readonly rows: readonly Row[];
}
