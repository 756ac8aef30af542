import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { DependencyGraph } from '@interlock/core/sbom';

/** Edges as `from > to`, each end `name@version`. */
export type EdgeSet = ReadonlySet<string>;

interface ExpectedGraph {
  readonly graph: {
    readonly rootNodeId: string;
    readonly nodes: readonly {
      readonly nodeId: string;
      readonly pkgId: string;
      readonly deps: readonly { readonly nodeId: string }[];
    }[];
  };
}

/** Edges of an expected graph of snyk/nodejs-lockfile-parser; its root is called `root` at either end. */
export function expectedEdges(file: string): EdgeSet {
  const { graph } = JSON.parse(readFileSync(file, 'utf8')) as ExpectedGraph;
  const names = new Map(graph.nodes.map(({ nodeId, pkgId }) => [nodeId, pkgId]));
  const root = names.get(graph.rootNodeId);
  const nameOf = (nodeId: string) => (names.get(nodeId) === root ? 'root' : names.get(nodeId));
  return new Set(
    graph.nodes.flatMap(({ nodeId, deps }) => deps.map((dep) => `${nameOf(nodeId)} > ${nameOf(dep.nodeId)}`)),
  );
}

/** The lockfile that an expected graph belongs to, and the folder of its root in it. */
export function lockfileOf(expected: string, name: string): { readonly lockfile: string; readonly folder: string } {
  for (let folder = dirname(expected); ; folder = dirname(folder)) {
    const lockfile = join(folder, name);
    if (existsSync(lockfile)) return { lockfile, folder: relative(folder, dirname(expected)) };
    if (dirname(folder) === folder) throw new Error(`no ${name} above ${expected}`);
  }
}

/** Edges reached from one importer, written as snyk writes them. */
export function ownEdges(
  graph: DependencyGraph,
  at: { readonly lockfile: string; readonly folder: string },
  follow: { readonly development: 'include' | 'exclude'; readonly optional: 'include' | 'exclude' },
): EdgeSet {
  const rootId = `workspace:${at.folder}`;
  const importers = new Map(graph.importers.map((item) => [`workspace:${item.folder}`, item]));
  const nameOf = (id: string): string => {
    const item = graph.packages.get(id);
    if (id === rootId || item !== undefined) return item === undefined ? 'root' : `${item.name}@${item.version}`;
    return importers.get(id)?.name === undefined ? manifestName(at.lockfile, id) : importerName(importers.get(id));
  };
  const edges = new Set<string>();
  const queue = new Set([rootId]);
  for (const id of queue) {
    const item = importers.get(id) ?? graph.packages.get(id);
    const optional = follow.optional === 'include' ? (item?.optionalDependsOn ?? []) : [];
    const development = follow.development === 'include' ? (importers.get(id)?.devDependsOn ?? []) : [];
    for (const to of [...(item?.dependsOn ?? []), ...optional, ...development]) {
      queue.add(to);
      edges.add(`${nameOf(id)} > ${nameOf(to)}`);
    }
  }
  return edges;
}

function importerName(item: DependencyGraph['importers'][number] | undefined): string {
  return `${item?.name}@${item?.version ?? ''}`;
}

function manifestName(lockfile: string, id: string): string {
  const manifest = join(dirname(lockfile), id.slice('workspace:'.length), 'package.json');
  if (!existsSync(manifest)) return id;
  const { name, version } = JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string; version?: string };
  return `${name}@${version}`;
}
