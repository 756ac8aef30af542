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
import { readLicenses } from './license.ts';
import { addPackage, packageId, type PackageTable } from './merge.ts';
import { malformedNpmLock, parseNpmLock, type NpmEntry } from './npm-lock.ts';
import { installedName, isInstalled, packageLookup, type PackageLookup } from './npm-lookup.ts';
import { publicAddress, registry, sourceOf } from './source.ts';

interface Lock {
  readonly file: string;
  readonly base: string;
  readonly entries: ReadonlyMap<string, NpmEntry>;
  readonly lookup: PackageLookup;
}

/**
 * Reads package-lock.json or npm-shrinkwrap.json, lockfileVersion 2 or 3. `file` is relative to the tree. A required
 * dependency that the lockfile does not hold is a failure; a peer (npm's `legacy-peer-deps` leaves peers out) or what
 * a folder outside the project needs is listed as unresolved.
 */
export function readNpmLock(text: string, file: string): Result<DependencyGraph> {
  const entries = parseNpmLock(text, file);
  if (!entries.ok) return entries;
  const lock = { file, base: parentFolder(file), entries: entries.value, lookup: packageLookup(entries.value.keys()) };
  const importers: Importer[] = [];
  const packages: PackageTable = new Map();
  const unresolved: UnresolvedEdge[] = [];
  for (const [location, entry] of lock.entries) {
    if (entry.link === true) {
      const target = targetOf(lock, location);
      if (!target.ok) return target;
      continue;
    }
    const edges = edgesOf(lock, location, entry);
    if (!edges.ok) return edges;
    unresolved.push(...edges.value.unresolved);
    if (!isInstalled(location)) {
      const folder = joinPath(lock.base, location);
      importers.push({ folder, name: entry.name, version: entry.version, ...edges.value.sets });
      continue;
    }
    const added = addPackage(packages, packageOf(lock, location, entry, edges.value.sets), file);
    if (!added.ok) return added;
  }
  return ok({ file, importers, packages, unresolved });
}

function packageOf(
  lock: Lock,
  location: string,
  entry: NpmEntry,
  edges: Pick<LockedPackage, 'dependsOn' | 'optionalDependsOn'>,
): LockedPackage {
  const resolved = typeof entry.resolved === 'string' ? entry.resolved : undefined;
  return {
    name: entry.name ?? installedName(location),
    version: entry.version ?? '',
    source: npmSource(lock, resolved),
    hashes: hashesOfIntegrity(entry.integrity),
    licenses: readLicenses(entry.license ?? entry.licenses),
    distribution: publicAddress(resolved),
    dependsOn: edges.dependsOn,
    optionalDependsOn: edges.optionalDependsOn,
  };
}

function npmSource(lock: Lock, resolved: string | undefined) {
  const source = resolved === undefined ? registry : sourceOf(resolved);
  return source.kind === 'file' ? { ...source, address: joinPath(lock.base, source.address) } : source;
}

type Found = { readonly id: string } | undefined;

/** Id of what lies at a location, through a link where there is one. */
function targetOf(lock: Lock, location: string): Result<Found> {
  const entry = lock.entries.get(location);
  if (entry === undefined) return ok(undefined);
  if (entry.link !== true) return ok({ id: idAt(lock, location, entry) });
  const place = typeof entry.resolved === 'string' ? entry.resolved : location;
  const target = lock.entries.get(place);
  if (target !== undefined && target.link !== true) return ok({ id: idAt(lock, place, target) });
  if (target === undefined && joinPath(place).startsWith('..')) return ok(undefined);
  const shown = `${oneLine(location, 80)} is a link to "${oneLine(place, 80)}"`;
  return malformedNpmLock(lock.file, `${shown}, which is not a package or folder of it`);
}

function idAt(lock: Lock, location: string, entry: NpmEntry): string {
  if (!isInstalled(location)) return workspaceId(joinPath(lock.base, location));
  const resolved = typeof entry.resolved === 'string' ? entry.resolved : undefined;
  return packageId(entry.name ?? installedName(location), entry.version ?? '', npmSource(lock, resolved));
}

type Need = 'required' | 'optional' | 'peer' | 'optional-peer' | 'development';

interface FoundEdges {
  readonly sets: Pick<Importer, 'dependsOn' | 'devDependsOn' | 'optionalDependsOn'>;
  readonly unresolved: readonly UnresolvedEdge[];
}

function edgesOf(lock: Lock, location: string, entry: NpmEntry): Result<FoundEdges> {
  const sets = { dependsOn: new Set<string>(), devDependsOn: new Set<string>(), optionalDependsOn: new Set<string>() };
  const unresolved: UnresolvedEdge[] = [];
  const from = idAt(lock, location, entry);
  for (const [name, need] of needsOf(entry, location)) {
    const at = lock.lookup(location, name);
    const target = at === undefined ? ok(undefined) : targetOf(lock, at);
    if (!target.ok) return target;
    if (target.value !== undefined) {
      setFor(sets, need).add(target.value.id);
      continue;
    }
    const why = at === undefined ? reasonOfAbsence(entry, location, name, need) : 'outside the lockfile';
    if (why !== undefined) unresolved.push({ file: lock.file, from, name, why });
    else if (need !== 'optional' && need !== 'optional-peer') {
      const owner = location === '' ? 'the project' : oneLine(location, 80);
      return malformedNpmLock(lock.file, `${owner} depends on ${oneLine(name, 80)}, which it does not hold`);
    }
  }
  return ok({ sets, unresolved });
}

/** Why npm may leave out what a package needs; npm installs development packages of the project and workspaces only. */
function reasonOfAbsence(
  entry: NpmEntry,
  location: string,
  name: string,
  need: Need,
): UnresolvedEdge['why'] | undefined {
  if (need === 'peer') return 'peer not installed';
  if (need === 'development' && location !== '') return 'not installed';
  if (need !== 'required') return undefined;
  const bundled = entry.bundleDependencies;
  if (isInstalled(location) && (bundled === true || (bundled !== false && bundled.includes(name)))) {
    return 'bundled in the package';
  }
  return location.startsWith('..') ? 'not installed' : undefined;
}

function setFor(sets: { dependsOn: Set<string>; devDependsOn: Set<string>; optionalDependsOn: Set<string> }, n: Need) {
  if (n === 'development') return sets.devDependsOn;
  return n === 'required' || n === 'peer' ? sets.dependsOn : sets.optionalDependsOn;
}

function needsOf(entry: NpmEntry, location: string): ReadonlyMap<string, Need> {
  const needs = new Map<string, Need>();
  if (!isInstalled(location)) for (const name of entry.devDependencies.keys()) needs.set(name, 'development');
  for (const name of entry.peerDependencies.keys()) {
    const meta = entry.peerDependenciesMeta.get(name);
    const isOptional = typeof meta === 'object' && meta !== null && 'optional' in meta && meta.optional === true;
    const isDevelopment = needs.has(name);
    if (!isDevelopment || !isOptional) needs.set(name, isOptional ? 'optional-peer' : 'peer');
  }
  for (const name of entry.dependencies.keys()) needs.set(name, 'required');
  for (const name of entry.optionalDependencies.keys()) needs.set(name, 'optional');
  return needs;
}
