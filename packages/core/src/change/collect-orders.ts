import { collect, mapResult, type Result } from '../failure/index.ts';
import type { CommitTree, MergeResult, Repository } from '../ports/index.ts';
import { readSurface, type Doubt, type Surface } from '../reach/index.ts';
import type { WorkflowComparison } from '../workflow/index.ts';
import type { ChangedFile } from './change.ts';
import { collectCiFile, type CiFile, type Trees } from './ci-file.ts';
import { gateFilesOf, type GateFile } from './gate-file.ts';

/** The files of a change from which CI systems and the gate take their orders, and what is not known about them. */
export interface Orders {
  /** Sorted by path, as the gate's files are. */
  readonly ciFiles: readonly CiFile[];
  readonly gateFiles: readonly GateFile[];
  readonly doubts: readonly Doubt[];
}

interface Commits {
  readonly mergeBase: string;
  readonly base: string;
  readonly head: string;
}

const maximumConflicts = 10;
const byMerge = 'the merge takes a change there';

/** Looks at what the change does to the commit that it started from and, where the base went on, at what the merge makes. */
export async function collectOrders(
  repository: Repository,
  commits: Commits,
  files: readonly ChangedFile[],
): Promise<Result<Orders>> {
  const { base, head, mergeBase } = commits;
  const trees = { before: repository.tree(mergeBase), after: repository.tree(head) };
  if (base === mergeBase || head === mergeBase) {
    const surface = await readSurface([trees.before, trees.after]);
    return surface.ok ? ordersIn(files, trees, surface.value) : surface;
  }
  return repository.withMerge(commits, (merge) => {
    const baseTree = repository.tree(base);
    return collectBoth({ files, trees, merge, baseTree });
  });
}

interface Both {
  readonly files: readonly ChangedFile[];
  readonly trees: { readonly before: CommitTree; readonly after: CommitTree };
  readonly merge: MergeResult;
  readonly baseTree: CommitTree;
}

async function collectBoth({ baseTree, files, merge, trees }: Both): Promise<Result<Orders>> {
  const surface = await readSurface([baseTree, trees.after, merge.tree]);
  if (!surface.ok) return surface;
  const own = await ordersIn(files, trees, surface.value);
  if (!own.ok) return own;
  // A file in conflict holds the marks of both sides: it says nothing about what somebody will make of it.
  const settled = merge.files.filter(({ path }) => !merge.conflicts.includes(path));
  const merged = await ordersIn(settled, { before: baseTree, after: merge.tree }, surface.value);
  return mapResult(merged, ({ ciFiles, gateFiles }) => ({
    ciFiles: union(own.value.ciFiles, ciFiles, (one, other) => ({
      ...one,
      comparison: addComparison(one.comparison, other.comparison),
    })),
    gateFiles: union(own.value.gateFiles, gateFiles, (one) => one),
    doubts: [...own.value.doubts, ...conflictsOf(merge)],
  }));
}

async function ordersIn(files: readonly ChangedFile[], trees: Trees, surface: Surface): Promise<Result<Orders>> {
  const sorted = files.toSorted((one, other) => byPath(one, other));
  const ciFiles: Result<readonly CiFile[]>[] = [];
  for (const file of sorted) ciFiles.push(await collectCiFile(file, trees, surface));
  const gateFiles = sorted.flatMap((file) => gateFilesOf(file, surface));
  const { doubts } = surface;
  return mapResult(collect(ciFiles), (found) => ({ ciFiles: found.flat(), gateFiles, doubts }));
}

interface Placed {
  readonly path: string;
  readonly because?: string;
}

/** All of the first, made one with those of the same path, and the others, which only the merge touches. */
function union<T extends Placed>(own: readonly T[], merged: readonly T[], join: (one: T, other: T) => T): readonly T[] {
  const others = new Map(merged.map((file) => [file.path, file]));
  const known = new Set(own.map(({ path }) => path));
  const both = own.map((file) => {
    const other = others.get(file.path);
    return other === undefined ? file : join(file, other);
  });
  const added = [...others.values()]
    .filter(({ path }) => !known.has(path))
    .map((file) => ({ ...file, because: file.because === undefined ? byMerge : `${file.because}; ${byMerge}` }));
  return [...both, ...added].toSorted(byPath);
}

/** What either comparison finds; the same finding on another line is the same. */
function addComparison(one: WorkflowComparison, other: WorkflowComparison): WorkflowComparison {
  const unreadable = one.unreadable ?? other.unreadable;
  return {
    addedTriggers: [...new Set([...one.addedTriggers, ...other.addedTriggers])].toSorted(),
    dangerousTriggersAdded: uniqueBy(
      [...one.dangerousTriggersAdded, ...other.dangerousTriggersAdded],
      ({ name }) => name,
    ),
    writePermissionsAdded: uniqueBy(
      [...one.writePermissionsAdded, ...other.writePermissionsAdded],
      ({ level, name, scope }) => JSON.stringify([scope, name, level]),
    ),
    ...(unreadable === undefined ? {} : { unreadable }),
  };
}

function uniqueBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const seen = new Set<string>();
  return items.filter((item) => !seen.has(keyOf(item)) && seen.add(keyOf(item)));
}

function conflictsOf({ conflicts, isClean }: MergeResult): readonly Doubt[] {
  return isClean ? [] : [{ kind: 'merge-conflict', paths: conflicts.slice(0, maximumConflicts) }];
}

function byPath(one: Placed, other: Placed): number {
  return one.path < other.path ? -1 : Number(one.path > other.path);
}
