import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { readNpmLock, readPnpmLock, type DependencyGraph } from '@interlock/core/sbom';
import { edgesByNodeRule } from './node-resolution.ts';
import { exceptions } from './snyk-exceptions.ts';
import { expectedEdges, lockfileOf, ownEdges, type EdgeSet } from './snyk-graph.ts';
import { describeWithData, lockfilesUnder } from './test-data.ts';

const agreement = { missing: 0, extra: 0, reason: 'none' };
const without = (edges: EdgeSet, other: EdgeSet) => [...edges].filter((edge) => !other.has(edge));

describeWithData('the expected graphs of snyk/nodejs-lockfile-parser', (folder) => {
  const fixtures = join(folder, 'lockfiles/fixtures/snyk_nodejs-lockfile-parser/test/jest/dep-graph-builders/fixtures');
  // The graphs with undefined versions are those of the same lockfiles with the workspaces' versions left out.
  const graphs = ['npm-lock-v2', 'pnpm-lock-v9'].flatMap((format) =>
    readdirSync(join(fixtures, format), { recursive: true, encoding: 'utf8' })
      .filter((path) => /expected(?!.*undefined)[^/]*\.json$/.test(path))
      .map((path) => `${format}/${path}`)
      .sort(),
  );

  it('are there, and every exception names one', () => {
    expect(graphs.length).toBeGreaterThan(60);
    expect([...exceptions.keys()].filter((path) => !graphs.includes(path))).toEqual([]);
  });

  it.each(graphs)('%s', (path) => {
    const isNpm = path.startsWith('npm');
    const at = lockfileOf(join(fixtures, path), isNpm ? 'package-lock.json' : 'pnpm-lock.yaml');
    const text = readFileSync(at.lockfile, 'utf8');
    const graph = isNpm ? readNpmLock(text, 'package-lock.json') : readPnpmLock(text, 'pnpm-lock.yaml');
    if (!graph.ok) throw new Error(graph.error.message);
    const expected = expectedEdges(join(fixtures, path));
    const development = path.includes('included') ? 'include' : 'exclude';
    const all = ownEdges(graph.value, at, { development, optional: 'include' });
    const needed = ownEdges(graph.value, at, { development, optional: 'exclude' });
    const { missing, extra } = exceptions.get(path) ?? agreement;
    expect({ missing: without(expected, all).length, extra: without(needed, expected).length }).toEqual({
      missing,
      extra,
    });
  });
});

describeWithData('edges by the rule of Node', (folder) => {
  const locks = lockfilesUnder(join(folder, 'lockfiles')).filter(({ read }) => read === readNpmLock);
  const readable = locks.flatMap(({ path, absolute }) => {
    const text = readFileSync(absolute, 'utf8');
    const graph = readNpmLock(text, path);
    return graph.ok ? [[path, text, graph.value] as const] : [];
  });

  it('has lockfiles to read', () => {
    expect(readable.length).toBeGreaterThan(60);
  });

  it.each(readable)('%s', (_, text, graph) => {
    expect([...packageEdges(graph)].sort()).toEqual([...edgesByNodeRule(text)].sort());
  });
});

function packageEdges(graph: DependencyGraph): EdgeSet {
  const nameOf = (id: string) => {
    const item = graph.packages.get(id);
    return item === undefined ? undefined : `${item.name}@${item.version}`;
  };
  return new Set(
    [...graph.packages].flatMap(([from, { dependsOn, optionalDependsOn }]) =>
      [...dependsOn, ...optionalDependsOn].flatMap((to) =>
        nameOf(to) === undefined ? [] : [`${nameOf(from)} > ${nameOf(to)}`],
      ),
    ),
  );
}
