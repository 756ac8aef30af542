import type { Digest } from '../digest/index.ts';
import type { Result } from '../failure/index.ts';

/** Whole file. Fails with `missing-file`, `wrong-file-type` (a directory, a device) or `unreadable-file`. */
export type ReadFile = (path: string) => Promise<Result<Uint8Array>>;

/** Writes to a temporary file beside the target and renames it, so that a reader never sees half of it. */
export type WriteFile = (path: string, content: Uint8Array | string) => Promise<Result<void>>;

/** A file to write. */
export interface OutputFile {
  readonly path: string;
  readonly content: Uint8Array | string;
}

/** All of them, in this order, or none: where one cannot be written, everything is as it was before. */
export type WriteFiles = (files: readonly OutputFile[]) => Promise<Result<void>>;

/** Removes files; one that is not there is as good as removed. Fails with `unwritable-file`. */
export type RemoveFiles = (paths: readonly string[]) => Promise<Result<void>>;

/** A file and the input that names it. */
export interface NamedFile {
  readonly input: string;
  readonly path: string;
}

/**
 * Whether outputs can be written, asked before the first is: no two are one file, none replaces a file that is read,
 * each is a regular file or not there yet. Fails with `usage` or `unwritable-file`.
 */
export type CheckOutputs = (outputs: readonly NamedFile[], read: readonly NamedFile[]) => Promise<Result<void>>;

/** The files of a call. */
export interface CalledFiles {
  readonly outputs: readonly NamedFile[];
  readonly read: readonly NamedFile[];
}

/**
 * Checks outputs as CheckOutputs does, and removes what stands there: a call that stops early must not leave an older
 * answer standing, which the change itself may have committed.
 */
export type ClearOutputs = (files: CalledFiles) => Promise<Result<void>>;

/**
 * Regular files that match a glob (`**`, `*`, `?`, `{a,b}`, `[a-z]`), sorted by code unit, `/`-separated, relative to
 * the working directory as the pattern is. A pattern without wild cards names one file. Never follows a symbolic link
 * out of the folder searched. Fails with `no-match`, or as ReadFile does for a plain name.
 */
export type FindFiles = (pattern: string) => Promise<Result<readonly string[]>>;

/** A regular file; its path is relative to the folder, `/`-separated. */
export interface ListedFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * Every file below a folder, hidden ones too, sorted by code unit. Fails with `wrong-file-type` where there is a link or
 * a device, which could lead anywhere, or where there are more than 10,000.
 */
export type ListFolder = (folder: string) => Promise<Result<readonly ListedFile[]>>;

/** SHA-256 and size in bytes, read in large blocks, so that the size of the file does not matter. */
export type HashFile = (path: string) => Promise<Result<{ readonly digest: Digest; readonly size: number }>>;
