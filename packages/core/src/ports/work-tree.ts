import type { Result } from '../failure/index.ts';

/** What lies in the work tree of a repository, beside its commit. Files that git does not track are not looked at. */
export interface WorkTree {
  /** Full object name of HEAD. */
  readonly commit: string;
  /** `clean`: every file of the commit lies there, byte for byte. */
  readonly state: 'clean' | 'changed';
}

/**
 * The work tree whose root is a folder; `undefined` where the folder is the root of none. Runs no filter, so that a file
 * which a filter or a conversion of line ends changed counts as changed.
 */
export type ReadWorkTree = (folder: string) => Promise<Result<WorkTree | undefined>>;
