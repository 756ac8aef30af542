import { collect, ok, type Result } from '../failure/index.ts';
import type { Repository } from '../ports/index.ts';
import type { ChangedFile, Commit } from './change.ts';
import { collectCiFile, type CiFile } from './ci-file.ts';
import { gateFilesOf, type GateFile } from './gate-file.ts';

/** A change, as git's objects say (class git): what head has that the merge base had not. */
export interface Change {
  readonly base: string;
  readonly head: string;
  readonly mergeBase: string;
  /** Sorted by path. */
  readonly files: readonly ChangedFile[];
  /** Newest first. */
  readonly commits: readonly Commit[];
  readonly ciFiles: readonly CiFile[];
  readonly gateFiles: readonly GateFile[];
  readonly counts: { readonly files: number; readonly linesAdded: number; readonly linesRemoved: number };
}

/** Reads the change from `base` to `head`, both full object names. Equal commits give equal JSON. */
export async function collectChange(repository: Repository, base: string, head: string): Promise<Result<Change>> {
  const mergeBase = await repository.mergeBase(base, head);
  if (!mergeBase.ok) return mergeBase;
  const changed = await repository.changedFiles(mergeBase.value, head);
  if (!changed.ok) return changed;
  const commits = await repository.commits(base, head);
  if (!commits.ok) return commits;
  const files = changed.value.toSorted((one, other) => (one.path < other.path ? -1 : Number(one.path > other.path)));
  const trees = { before: repository.tree(mergeBase.value), after: repository.tree(head) };
  const ciFiles: Result<readonly CiFile[]>[] = [];
  for (const file of files) ciFiles.push(await collectCiFile(file, trees));
  const found = collect(ciFiles);
  if (!found.ok) return found;
  return ok({
    base,
    head,
    mergeBase: mergeBase.value,
    files,
    commits: commits.value,
    ciFiles: found.value.flat(),
    gateFiles: files.flatMap(gateFilesOf),
    counts: {
      files: files.length,
      linesAdded: files.reduce((sum, { added }) => sum + added, 0),
      linesRemoved: files.reduce((sum, { removed }) => sum + removed, 0),
    },
  });
}
