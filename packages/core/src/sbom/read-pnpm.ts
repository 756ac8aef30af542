import { ok, type Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';
import {
  joinPath,
  parentFolder,
  workspaceId,
  type DependencyGraph,
  type Importer,
  type LockedPackage,
  type UnresolvedEdge,
} from './graph.ts';
import { hashesOfIntegrity } from './hashes.ts';
import { addPackage, packageId, type PackageTable } from './merge.ts';
import { nameOfKey, withoutPeers } from './pnpm-keys.ts';
import { malformedPnpmLock, parsePnpmLock, type PnpmLock, type PnpmResolution } from './pnpm-lock.ts';
import { publicAddress, registry, sourceOf, type PackageSource } from './source.ts';

interface Lock extends PnpmLock {
  readonly file: string;
  readonly base: string;
  readonly folders: ReadonlySet<string>;
}

/** Where references start: the importer's own folder, or the lockfile's for packages. */
interface Owner {
  readonly id: string;
  readonly shown: string;
  readonly folder: string;
}

type Reference = readonly [name: string, reference: string];

/**
 * Reads pnpm-lock.yaml, lockfileVersion 9. `file` is relative to the tree. The snapshots that differ only in their
 * peers are one package, whose edges are united. A reference that matches nothing is a failure; a `link:` to a folder
 * that is no importer is listed as unresolved.
 */
export function readPnpmLock(text: string, file: string): Result<DependencyGraph> {
  const parsed = parsePnpmLock(text, file);
  if (!parsed.ok) return parsed;
  const base = parentFolder(file);
  const folders = new Set([...parsed.value.importers.keys()].map((folder) => joinPath(base, folder)));
  const lock: Lock = { ...parsed.value, file, base, folders };
  if (lock.importers.size === 0 && lock.packages.size > 0) return malformedPnpmLock(file, 'it has no importers');
  const unresolved: UnresolvedEdge[] = [];
  const importers = readImporters(lock, unresolved);
  if (!importers.ok) return importers;
  const packages = readPackages(lock, unresolved);
  if (!packages.ok) return packages;
  return ok({ file, importers: importers.value, packages: packages.value, unresolved });
}

function readImporters(lock: Lock, unresolved: UnresolvedEdge[]): Result<readonly Importer[]> {
  const importers: Importer[] = [];
  for (const [path, importer] of lock.importers) {
    const folder = joinPath(lock.base, path);
    const owner = { id: workspaceId(folder), shown: `importer ${oneLine(path, 80)}`, folder };
    const edges = (wanted: ReadonlyMap<string, { readonly version: string }>) =>
      targetsOf(
        lock,
        owner,
        [...wanted].map(([name, { version }]) => [name, version]),
        unresolved,
      );
    const dependsOn = edges(importer.dependencies);
    const devDependsOn = edges(importer.devDependencies);
    const optionalDependsOn = edges(importer.optionalDependencies);
    if (!dependsOn.ok) return dependsOn;
    if (!devDependsOn.ok) return devDependsOn;
    if (!optionalDependsOn.ok) return optionalDependsOn;
    importers.push({
      folder,
      name: undefined,
      version: undefined,
      dependsOn: dependsOn.value,
      devDependsOn: devDependsOn.value,
      optionalDependsOn: optionalDependsOn.value,
    });
  }
  return ok(importers);
}

function readPackages(lock: Lock, unresolved: UnresolvedEdge[]): Result<ReadonlyMap<string, LockedPackage>> {
  const packages: PackageTable = new Map();
  const withSnapshot = new Set<string>();
  for (const [key, snapshot] of lock.snapshots) {
    const plain = packageKey(lock, key);
    withSnapshot.add(plain);
    if (!lock.packages.has(plain)) return malformedPnpmLock(lock.file, `snapshot ${oneLine(key, 80)} has no package`);
    const owner = { id: idOf(lock, plain), shown: oneLine(key, 80), folder: lock.base };
    const dependsOn = targetsOf(lock, owner, snapshot.dependencies, unresolved);
    if (!dependsOn.ok) return dependsOn;
    const optionalDependsOn = targetsOf(lock, owner, snapshot.optionalDependencies, unresolved);
    if (!optionalDependsOn.ok) return optionalDependsOn;
    const edges = { dependsOn: dependsOn.value, optionalDependsOn: optionalDependsOn.value };
    const added = addPackage(packages, packageOf(lock, plain, edges), lock.file);
    if (!added.ok) return added;
  }
  const bare = [...lock.packages.keys()].find((key) => !withSnapshot.has(key));
  if (bare !== undefined) return malformedPnpmLock(lock.file, `package ${oneLine(bare, 80)} has no snapshot`);
  return ok(packages);
}

function targetsOf(
  lock: Lock,
  owner: Owner,
  references: Iterable<Reference>,
  unresolved: UnresolvedEdge[],
): Result<ReadonlySet<string>> {
  const targets = new Set<string>();
  for (const [name, reference] of references) {
    if (reference.startsWith('link:')) {
      const path = reference.slice('link:'.length);
      const folder = joinPath(owner.folder, path);
      if (lock.folders.has(folder) && !path.startsWith('/')) targets.add(workspaceId(folder));
      else unresolved.push({ file: lock.file, from: owner.id, name, why: 'outside the lockfile' });
      continue;
    }
    const key = [`${name}@${reference}`, reference].find((candidate) => lock.snapshots.has(candidate));
    const plain = packageKey(lock, key ?? '');
    if (key === undefined || !lock.packages.has(plain)) {
      const shown = `${oneLine(name, 80)} ${oneLine(reference, 80)}`;
      return malformedPnpmLock(lock.file, `${owner.shown} depends on ${shown}, which it does not hold`);
    }
    targets.add(idOf(lock, plain));
  }
  return ok(targets);
}

/** A path may itself end in parentheses. */
function packageKey(lock: Lock, snapshotKey: string): string {
  return lock.packages.has(snapshotKey) ? snapshotKey : withoutPeers(snapshotKey);
}

function idOf(lock: Lock, key: string): string {
  const name = nameOfKey(key);
  const details = lock.packages.get(key);
  const reference = key.slice(name.length + 1);
  return packageId(name, details?.version ?? reference, pnpmSource(lock, reference, details?.resolution));
}

function packageOf(lock: Lock, key: string, edges: Pick<LockedPackage, 'dependsOn' | 'optionalDependsOn'>) {
  const name = nameOfKey(key);
  const reference = key.slice(name.length + 1);
  const details = lock.packages.get(key);
  const source = pnpmSource(lock, reference, details?.resolution);
  return {
    name,
    version: details?.version ?? (source.kind === 'registry' ? reference : ''),
    source,
    hashes: hashesOfIntegrity(details?.resolution.integrity),
    licenses: [],
    distribution: publicAddress(details?.resolution.tarball),
    ...edges,
  };
}

function pnpmSource(lock: Lock, reference: string, resolution: PnpmResolution | undefined): PackageSource {
  if (!reference.includes(':')) return registry;
  const isGit = resolution?.type === 'git' && resolution.repo !== undefined;
  const source = sourceOf(isGit ? `${resolution.repo}#${resolution.commit ?? ''}` : reference);
  if (source.kind === 'file') return { ...source, address: joinPath(lock.base, source.address) };
  const address = source.kind === 'registry' ? publicAddress(reference) : undefined;
  return address === undefined ? source : { kind: 'url', address };
}
