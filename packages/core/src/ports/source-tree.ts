import type { Result } from '../failure/index.ts';

/** The files of a project, from a folder or from a commit; nothing in it is executed. Paths are `/`-separated and relative. */
export interface SourceTree {
  /** For messages: the folder, or `commit 3f9c2ab`. */
  readonly name: string;
  /** Every regular file, sorted; `node_modules` and `.git` are left out. */
  list(): Promise<Result<readonly string[]>>;
  /** Content of a file, or `undefined` where there is none of that name. */
  read(path: string): Promise<Result<Uint8Array | undefined>>;
}

/** The files of a commit. */
export interface CommitTree extends SourceTree {
  /** Every symbolic link, and the text that it holds: where it points to, as the commit says. */
  links(): Promise<Result<ReadonlyMap<string, string>>>;
  /** Paths of the submodules, sorted. */
  submodules(): Promise<Result<readonly string[]>>;
}
