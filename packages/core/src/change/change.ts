export type ChangeStatus = 'added' | 'modified' | 'deleted' | 'renamed' | 'copied' | 'type-changed';

/** One file of a change, as git's objects say (class git). */
export interface ChangedFile {
  readonly path: string;
  /** Where a renamed or copied file came from. */
  readonly previousPath?: string;
  readonly status: ChangeStatus;
  /** File modes as git writes them (`100644`, `100755`, `120000` symlink, `160000` submodule); `000000` where absent. */
  readonly oldMode: string;
  readonly newMode: string;
  /** Lines; both 0 for a binary file. */
  readonly added: number;
  readonly removed: number;
  readonly binary: boolean;
  /** 1-based numbers of the lines in the new file that the change added or changed, as ranges [first, last]. */
  readonly addedLines: readonly (readonly [number, number])[];
}

export interface Identity {
  readonly name: string;
  readonly email: string;
}

export interface Commit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly tree: string;
  readonly author: Identity;
  readonly committer: Identity;
  /** Seconds since 1970, from the committer line: a claim of whoever made the commit. */
  readonly committedAt: number;
  readonly message: string;
}
