import type { PackageHash } from './hashes.ts';
import type { License } from './license.ts';
import type { PackageSource } from './source.ts';

/** Ids of what is needed (`name@version`, or `workspace:<folder>`) and of what may be absent at run time. */
export interface Edges {
  readonly dependsOn: ReadonlySet<string>;
  readonly optionalDependsOn: ReadonlySet<string>;
}

/** One package of a lockfile, whatever the number of places it is installed in. */
export interface LockedPackage extends Edges {
  readonly name: string;
  /** Empty where the lockfile gives none. */
  readonly version: string;
  readonly source: PackageSource;
  readonly hashes: readonly PackageHash[];
  readonly licenses: readonly License[];
  /** Where it was downloaded from, without credentials; http and https only. */
  readonly distribution: string | undefined;
}

/** The project itself or one of its workspaces. */
export interface Importer extends Edges {
  /** Folder relative to the tree; empty for the tree's own root. */
  readonly folder: string;
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly devDependsOn: ReadonlySet<string>;
}

/** A dependency whose target the lockfile does not hold, although the package manager accepts that. */
export interface UnresolvedEdge {
  readonly file: string;
  /** Id of the package or workspace that asks for it. */
  readonly from: string;
  readonly name: string;
  readonly why: 'outside the lockfile' | 'peer not installed' | 'bundled in the package' | 'not installed';
}

/** What one lockfile says. */
export interface DependencyGraph {
  readonly file: string;
  readonly importers: readonly Importer[];
  readonly packages: ReadonlyMap<string, LockedPackage>;
  readonly unresolved: readonly UnresolvedEdge[];
}

export function workspaceId(folder: string): string {
  return `workspace:${folder}`;
}

/** `a/b` and `../c` give `a/c`; empty for the root itself. What leads out of the root keeps its `..`. */
export function joinPath(...parts: readonly string[]): string {
  const out: string[] = [];
  for (const part of parts.join('/').split('/')) {
    if (part === '..' && out.length > 0 && out.at(-1) !== '..') out.pop();
    else if (part !== '' && part !== '.') out.push(part);
  }
  return out.join('/');
}

export function parentFolder(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}
