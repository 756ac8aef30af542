import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { buildSbom, readNpmLock, readPnpmLock, type DependencyGraph } from '@interlock/core/sbom';
import { describeWithData } from './test-data.ts';

const options = { name: 'app', version: '1.0.0', includeDev: 'include', sourceDateEpoch: undefined } as const;

function edgesBetweenPackages(graph: DependencyGraph): number {
  const counts = [...graph.packages].map(
    ([id, item]) => new Set([...item.dependsOn, ...item.optionalDependsOn].filter((to) => to !== id)).size,
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

function edgesOfImporters(graph: DependencyGraph): number {
  const counts = graph.importers.map(
    ({ dependsOn, devDependsOn, optionalDependsOn }) =>
      new Set([...dependsOn, ...devDependsOn, ...optionalDependsOn]).size,
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

describeWithData('lockfiles of real projects', (folder) => {
  const read = (path: string): DependencyGraph => {
    const text = readFileSync(join(folder, 'lockfiles/real', path), 'utf8');
    const graph = path.endsWith('.yaml')
      ? readPnpmLock(text, 'pnpm-lock.yaml')
      : readNpmLock(text, 'package-lock.json');
    if (!graph.ok) throw new Error(graph.error.message);
    return graph.value;
  };

  // 3,735 edges is also what `npm sbom` 11.19 gives for insomnia.
  it.each([
    ['Kong_insomnia/package-lock.json', 1616, 3735],
    ['open-telemetry_opentelemetry-demo/package-lock.json', 74, 155],
    ['open-telemetry_opentelemetry-demo/src/frontend/package-lock.json', 740, 1672],
    ['open-telemetry_opentelemetry-demo/src/payment/package-lock.json', 218, 568],
    ['open-telemetry_opentelemetry-demo/src/react-native-app/package-lock.json', 857, 2151],
    ['PrefectHQ_prefect/ui/package-lock.json', 608, 1111],
    ['PrefectHQ_prefect/ui-v2/package-lock.json', 1093, 2613],
    ['PrefectHQ_prefect/src/integrations/prefect-aws/infra/package-lock.json', 1, 1],
  ])('%s has %i components and %i edges, all resolved', (path, componentCount, edgeCount) => {
    const expected = { componentCount, edgeCount, unreachable: [], unresolved: [] };
    expect(buildSbom([read(path)], options)).toMatchObject({ ok: true, value: expected });
  });

  it('insomnia has 1,611 packages and five workspaces', () => {
    const graph = read('Kong_insomnia/package-lock.json');
    expect([graph.packages.size, graph.importers.length]).toEqual([1611, 6]);
  });

  /**
   * `pnpm sbom --lockfile-only` (12.21) gives 10,355 edges. Between packages both have the same 10,054; it leaves out
   * the two edges of trpc-nuxt to workspaces, keeps 10 of the 50 workspaces (104 edges), and hangs the direct
   * dependencies of the other 40 on the project itself (197 edges). Here each of the 51 importers keeps its own 810
   * edges, and the project has one to each workspace.
   */
  it('trpc has 10,916 edges: 10,056 between packages, 810 of importers, 50 to workspaces', () => {
    const graph = read('trpc_trpc/pnpm-lock.yaml');
    expect([edgesBetweenPackages(graph), edgesOfImporters(graph), graph.importers.length]).toEqual([10_056, 810, 51]);
    expect(buildSbom([graph], options)).toMatchObject({
      ok: true,
      value: {
        componentCount: 3895,
        edgeCount: 10_916,
        unreachable: [],
        unresolved: [{ name: 'trpc-api', why: 'outside the lockfile' }],
      },
    });
  });
});
