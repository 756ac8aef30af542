import type { Role } from './components.ts';
import { workspaceId, type Importer, type LockedPackage } from './graph.ts';

type Graph = ReadonlyMap<string, Iterable<string>>;

/** Role of each package, by what leads to it: needed edges, then optional ones, then development packages. */
export function rolesOf(
  importers: readonly Importer[],
  packages: ReadonlyMap<string, LockedPackage>,
): ReadonlyMap<string, Role> {
  const nodes = [...importers.map((importer) => [workspaceId(importer.folder), importer] as const), ...packages];
  const needed: Graph = new Map(nodes.map(([id, { dependsOn }]) => [id, dependsOn]));
  const wanted: Graph = new Map(
    nodes.map(([id, { dependsOn, optionalDependsOn }]) => [id, [...dependsOn, ...optionalDependsOn]]),
  );
  const starts = importers.map(({ folder }) => workspaceId(folder));
  const required = reachableFrom(starts, needed);
  const production = reachableFrom(starts, wanted);
  const all = reachableFrom([...starts, ...importers.flatMap(({ devDependsOn }) => [...devDependsOn])], wanted);
  const roleOf = (id: string): Role => {
    if (required.has(id)) return 'required';
    if (production.has(id)) return 'optional';
    return all.has(id) ? 'development' : 'unreachable';
  };
  return new Map([...packages.keys()].map((id) => [id, roleOf(id)]));
}

/**
 * Packages that a document without development packages holds: all others, and what a package needs that nothing
 * depends on, so that no edge of it is lost.
 */
export function withoutDevelopment(
  roles: ReadonlyMap<string, Role>,
  packages: ReadonlyMap<string, LockedPackage>,
): ReadonlySet<string> {
  const starts = [...roles].flatMap(([id, role]) => (role === 'development' ? [] : [id]));
  const edges = new Map(
    [...packages].map(([id, { dependsOn, optionalDependsOn }]) => [id, [...dependsOn, ...optionalDependsOn]]),
  );
  return reachableFrom(starts, edges);
}

function reachableFrom(starts: readonly string[], edges: Graph): ReadonlySet<string> {
  const reached = new Set(starts);
  for (const id of reached) for (const next of edges.get(id) ?? []) reached.add(next);
  return reached;
}
