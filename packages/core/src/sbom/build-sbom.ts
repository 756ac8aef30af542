import type * as Models from '@cyclonedx/cyclonedx-library/Models';
import { ok, type Result } from '../failure/index.ts';
import { application, library } from './components.ts';
import { workspaceId, type DependencyGraph, type Importer, type LockedPackage, type UnresolvedEdge } from './graph.ts';
import { addPackage, type PackageTable } from './merge.ts';
import { rolesOf, withoutDevelopment } from './roles.ts';
import { serializeSbom } from './serialize.ts';

export interface SbomOptions {
  readonly name: string;
  readonly version: string | undefined;
  readonly includeDev: 'include' | 'exclude';
  /** Seconds since 1970-01-01 UTC (SOURCE_DATE_EPOCH); without it the document has no timestamp. */
  readonly sourceDateEpoch: number | undefined;
}

export interface BuiltSbom {
  readonly json: string;
  /** Packages and workspaces; the project itself is not counted. */
  readonly componentCount: number;
  /** Edges between components, those of the project itself included. */
  readonly edgeCount: number;
  /** Packages that the lockfile holds but nothing depends on; they are kept, attached to nothing. */
  readonly unreachable: readonly string[];
  /** Dependencies that are not in the document; it then says that it is incomplete. */
  readonly unresolved: readonly UnresolvedEdge[];
}

const rootId = workspaceId('');

/**
 * One CycloneDX 1.6 JSON document for all graphs; the same packages give the same bytes whatever the order. `unread`
 * names lockfiles whose packages are missing from it. Fails where two lockfiles disagree on the hash of a package.
 */
export function buildSbom(
  graphs: readonly DependencyGraph[],
  options: SbomOptions,
  unread: readonly string[] = [],
): Result<BuiltSbom> {
  const merged = mergePackages(graphs);
  if (!merged.ok) return merged;
  const importers = mergeImporters(graphs.flatMap((graph) => graph.importers));
  const roles = rolesOf(importers, merged.value);
  const kept = options.includeDev === 'include' ? merged.value : withoutDevelopment(roles, merged.value);
  const components = new Map<string, Models.Component>();
  for (const { folder, name, version } of importers) {
    if (folder !== '') components.set(workspaceId(folder), application(workspaceId(folder), name ?? folder, version));
  }
  for (const [id, item] of merged.value) {
    if (kept.has(id)) components.set(id, library(id, item, roles.get(id) ?? 'unreachable'));
  }
  const root = application(rootId, options.name, options.version);
  const edgeCount = connect(new Map([...components, [rootId, root]]), importers, merged.value);
  const unresolved = graphs
    .flatMap((graph) => graph.unresolved)
    .filter(({ from }) => from === rootId || components.has(from));
  const incomplete = [...unresolved.map(({ from }) => from), ...unread.map(() => rootId)];
  const json = serializeSbom({
    root,
    components: components.values(),
    properties: { 'interlock:sbom:development': `${options.includeDev}d` },
    incomplete,
    sourceDateEpoch: options.sourceDateEpoch,
  });
  const unreachable = [...roles].flatMap(([id, role]) => (role === 'unreachable' ? [id] : [])).sort();
  return ok({ json, componentCount: components.size, edgeCount, unreachable, unresolved: sortUnresolved(unresolved) });
}

/** Adds every edge whose two ends are in the document; a package that depends on itself needs no edge. */
function connect(
  components: ReadonlyMap<string, Models.Component>,
  importers: readonly Importer[],
  packages: ReadonlyMap<string, LockedPackage>,
): number {
  let count = 0;
  const add = (from: string, to: string): void => {
    const source = components.get(from);
    const target = components.get(to);
    if (source === undefined || target === undefined || from === to || source.dependencies.has(target.bomRef)) return;
    source.dependencies.add(target.bomRef);
    count += 1;
  };
  for (const { folder, dependsOn, devDependsOn, optionalDependsOn } of importers) {
    const from = workspaceId(folder);
    for (const to of [...dependsOn, ...devDependsOn, ...optionalDependsOn]) add(from, to);
    add(rootId, from);
  }
  for (const [from, { dependsOn, optionalDependsOn }] of packages) {
    for (const to of [...dependsOn, ...optionalDependsOn]) add(from, to);
  }
  return count;
}

function mergePackages(graphs: readonly DependencyGraph[]): Result<ReadonlyMap<string, LockedPackage>> {
  const packages: PackageTable = new Map();
  const firstFile = new Map<string, string>();
  for (const graph of graphs) {
    for (const [id, item] of graph.packages) {
      const added = addPackage(packages, item, graph.file, firstFile.get(id));
      if (!added.ok) return added;
      if (!firstFile.has(id)) firstFile.set(id, graph.file);
    }
  }
  return ok(packages);
}

function mergeImporters(importers: readonly Importer[]): readonly Importer[] {
  const byFolder = new Map<string, Importer>();
  for (const item of importers) {
    const known = byFolder.get(item.folder);
    byFolder.set(item.folder, {
      folder: item.folder,
      name: known?.name ?? item.name,
      version: known?.version ?? item.version,
      dependsOn: new Set([...(known?.dependsOn ?? []), ...item.dependsOn]),
      devDependsOn: new Set([...(known?.devDependsOn ?? []), ...item.devDependsOn]),
      optionalDependsOn: new Set([...(known?.optionalDependsOn ?? []), ...item.optionalDependsOn]),
    });
  }
  return [...byFolder.values()];
}

function sortUnresolved(edges: readonly UnresolvedEdge[]): readonly UnresolvedEdge[] {
  const keyed = edges.map((edge) => [`${edge.file}\n${edge.from}\n${edge.name}`, edge] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([, edge]) => edge);
}
