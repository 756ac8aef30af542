import { globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as v from 'valibot';

const root = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const Versions = v.optional(v.record(v.string(), v.string()), {});
const Manifest = v.looseObject({ dependencies: Versions, devDependencies: Versions });
const manifestOf = (path: string) => v.parse(Manifest, JSON.parse(read(path)));

const packages = globSync('packages/*/package.json', { cwd: root }).toSorted();
const manifests = ['package.json', ...packages, ...globSync('examples/*/package.json', { cwd: root }).toSorted()];
const workspace = (name: string) => name.startsWith('@interlock/');

/** The packages that sources import as values: a type-only import leaves nothing in the program. */
function importedBy(folder: string, files: 'shipped' | 'all'): ReadonlySet<string> {
  const paths = globSync('src/**/*.ts', { cwd: join(root, folder) });
  const names = paths
    .filter((path) => files === 'all' || !path.endsWith('.test.ts'))
    .flatMap((path) => valueImports(read(join(folder, path))));
  return new Set(names);
}

function valueImports(source: string): readonly string[] {
  const statements = source.matchAll(/^(?:import|export)\s+(?!type\s)([^;'"]*?)\s*(?:from\s*)?'([^']+)';/gm);
  const named = [...statements].filter(([, what = '']) => !onlyTypes(what)).map(([, , from = '']) => from);
  const dynamic = [...source.matchAll(/\bimport\('([^']+)'\)/g)].map(([, from = '']) => from);
  return [...named, ...dynamic].flatMap((from) => /^(?:@[^/]+\/)?[^./][^/]*/.exec(from) ?? []);
}

function onlyTypes(what: string): boolean {
  const names = /^\{([^}]*)\}$/
    .exec(what.trim())?.[1]
    ?.split(',')
    .map((name) => name.trim());
  return names !== undefined && names.filter(Boolean).every((name) => name.startsWith('type '));
}

describe('valueImports', () => {
  it('sees values and passes over types', () => {
    const source = `
import type { A } from 'a';
import { type B } from 'b';
import { type C, c } from '@s/c/deep';
import * as d from 'd';
import 'e';
export { f } from 'f';
const g = await import('g/x');
import { h } from './h.ts';
import {
  i,
} from 'i';
`;
    expect(valueImports(source)).toEqual(['@s/c', 'd', 'e', 'f', 'i', 'g']);
  });
});

describe('dependencies', () => {
  it.each([
    '@actions/core',
    '@actions/github',
    '@cyclonedx/cyclonedx-library',
    '@open-policy-agent/opa-wasm',
    '@sigstore/sign',
  ])('%s is imported by shipped source, not for its types alone', (name) => {
    expect(packages.filter((path) => importedBy(dirname(path), 'shipped').has(name))).not.toEqual([]);
  });

  it('ncc bundles and jest tests', () => {
    const scripts = v.parse(
      v.looseObject({ scripts: v.record(v.string(), v.string()) }),
      JSON.parse(read('package.json')),
    ).scripts;
    expect(Object.keys(manifestOf('package.json').devDependencies)).toEqual(
      expect.arrayContaining(['@vercel/ncc', 'jest']),
    );
    expect(scripts['build']).toContain('scripts/build.ts');
    expect(read('scripts/build.ts')).toContain(`run('ncc', ['build', `);
    expect(scripts['test']).toContain('scripts/test.ts');
    expect(read('scripts/test.ts')).toContain('node_modules/jest/bin/jest.js');
  });

  it.each(packages)('of %s are imported by it', (path) => {
    const { dependencies, devDependencies } = manifestOf(path);
    const shipped = importedBy(dirname(path), 'shipped');
    const all = importedBy(dirname(path), 'all');
    expect(Object.keys(dependencies).filter((name) => !shipped.has(name))).toEqual([]);
    expect(Object.keys(devDependencies).filter((name) => !all.has(name))).toEqual([]);
  });

  it.each(manifests)('of %s have an exact version', (path) => {
    const { dependencies, devDependencies } = manifestOf(path);
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([name, version]) => !(workspace(name) ? version === 'workspace:*' : /^\d+\.\d+\.\d+$/.test(version)),
    );
    expect(loose).toEqual([]);
  });

  it('have a row each in docs/dependencies.md, in the right table, and nothing else has', () => {
    const rows = (table: string) =>
      [...table.matchAll(/^\| (?!package |---)([^|]+) \|/gm)]
        .flatMap(([, names = '']) => names.trim().split(', '))
        .toSorted();
    const [shippedTable = '', buildTable = '', sampleTable = '', rehearsalTable = ''] = read(
      'docs/dependencies.md',
    ).split(/## (?:To build and test|In the (?:sample service|rehearsal) only)/);
    expect(rows(sampleTable)).toEqual(Object.keys(manifestOf('examples/sample-service/package.json').dependencies));
    const rehearsal = 'examples/rehearsal/package.json';
    expect(rows(rehearsalTable)).toEqual(Object.keys(manifestOf(rehearsal).devDependencies).toSorted());
    const others = manifests.filter((path) => path !== rehearsal);
    const named = (kind: 'dependencies' | 'devDependencies', paths: readonly string[]) =>
      [...new Set(paths.flatMap((path) => Object.keys(manifestOf(path)[kind])))]
        .filter((name) => !workspace(name))
        .toSorted();
    const shipped = named('dependencies', packages);
    expect(rows(shippedTable)).toEqual(shipped);
    expect(rows(buildTable)).toEqual(named('devDependencies', others).filter((name) => !shipped.includes(name)));
  });
});
