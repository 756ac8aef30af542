import { describe, expect, it } from '@jest/globals';
import { ok } from '../failure/index.ts';
import { project } from '../project/index.ts';
import { npmPurl, sbomFromTree, summarizeSbom } from './index.ts';

const options = { name: 'app', version: '1.0.0', includeDev: 'include', sourceDateEpoch: undefined } as const;
const treeOf = (files: Readonly<Record<string, string>>) => ({
  name: 'sample',
  list: async () => ok(Object.keys(files).sort()),
  read: async (path: string) => ok(files[path] === undefined ? undefined : new TextEncoder().encode(files[path])),
});
const entries = {
  '': { name: 'app', dependencies: { a: '1' }, devDependencies: { d: '1' } },
  'node_modules/a': { version: '1.0.0', dependencies: { b: '1' }, license: 'MIT' },
  'node_modules/a/node_modules/b': { version: '1.0.0' },
  'node_modules/b': { version: '2.0.0' },
  'node_modules/d': { version: '1.0.0', dev: true },
};
const lock = (packages: object) => JSON.stringify({ lockfileVersion: 3, packages });

describe('sbomFromTree', () => {
  it('takes the nested version, keeps what nothing reaches, and ignores the order of keys', async () => {
    const one = await sbomFromTree(treeOf({ 'package-lock.json': lock(entries) }), options);
    const shuffled = Object.fromEntries(Object.entries(entries).reverse());
    expect(one).toMatchObject({ ok: true, value: { componentCount: 4, unreachable: ['b@2.0.0'] } });
    expect(await sbomFromTree(treeOf({ 'package-lock.json': lock(shuffled) }), options)).toEqual(one);
    const json = one.ok ? one.value.json : '';
    expect(JSON.parse(json).dependencies).toContainEqual({ ref: 'a@1.0.0', dependsOn: ['b@1.0.0'] });
    expect(summarizeSbom(json, 'x')).toMatchObject({ ok: true, value: { specVersion: '1.6', components: 4 } });
  });

  it('leaves out development packages when asked', async () => {
    const tree = treeOf({ 'package-lock.json': lock(entries) });
    expect(await sbomFromTree(tree, { ...options, includeDev: 'exclude' })).toMatchObject({
      value: { componentCount: 3, unreachable: ['b@2.0.0'] },
    });
  });

  it('keeps what an unreachable package needs when development packages are left out', async () => {
    const packages = {
      '': { devDependencies: { d: '1' } },
      'node_modules/d': { version: '1.0.0' },
      'node_modules/u': { version: '1.0.0', dependencies: { d: '1' } },
      'node_modules/e': { version: '1.0.0' },
    };
    const tree = treeOf({ 'package-lock.json': lock(packages) });
    const built = await sbomFromTree(tree, { ...options, includeDev: 'exclude' });
    expect(built).toMatchObject({ value: { componentCount: 3, edgeCount: 2, unreachable: ['e@1.0.0', 'u@1.0.0'] } });
  });

  it('marks scope, development, licence, distribution and what is not from a registry', async () => {
    const packages = {
      '': { dependencies: { a: '1' }, devDependencies: { d: '1' } },
      'node_modules/a': {
        version: '1.0.0',
        license: '(MIT OR ISC)',
        resolved: 'https://user:secret@host/a.tgz?token=secret',
        optionalDependencies: { o: '1' },
      },
      'node_modules/o': { version: '1.0.0', license: 'MIT', resolved: 'git+ssh://git@host/o.git#abc' },
      'node_modules/d': { version: '1.0.0', license: [{ type: 'MIT' }, { type: 'Own' }], resolved: 'file:d.tgz' },
    };
    const built = await sbomFromTree(treeOf({ 'package-lock.json': lock(packages) }), options);
    const document: unknown = JSON.parse(built.ok ? built.value.json : '');
    expect(document).toMatchObject({
      metadata: { tools: { components: [{ name: 'interlock', version: project.version }] } },
      components: [
        {
          name: 'a',
          purl: 'pkg:npm/a@1.0.0',
          licenses: [{ expression: '(MIT OR ISC)' }],
          externalReferences: [{ type: 'distribution', url: 'https://host/a.tgz' }],
        },
        {
          name: 'd',
          scope: 'optional',
          licenses: [{ license: { id: 'MIT' } }, { license: { name: 'Own' } }],
          properties: [{ name: 'cdx:npm:package:development', value: 'true' }],
        },
        { name: 'o', scope: 'optional', purl: 'pkg:npm/o@1.0.0?vcs_url=git%2Bssh:%2F%2Fhost%2Fo.git%40abc' },
      ],
      compositions: [{ aggregate: 'complete', assemblies: ['workspace:'], dependencies: ['workspace:'] }],
    });
    expect(document).not.toHaveProperty('components.0.scope');
    expect(document).not.toHaveProperty('components.1.purl');
    expect(JSON.stringify(document)).not.toContain('secret');
  });

  it('orders by code unit, which no locale changes', async () => {
    const names = ['a', 'B', 'ä'];
    const packages = {
      '': { dependencies: Object.fromEntries(names.map((name) => [name, '1'])) },
      ...Object.fromEntries(names.map((name) => [`node_modules/${name}`, { version: '1.0.0' }])),
    };
    const built = await sbomFromTree(treeOf({ 'package-lock.json': lock(packages) }), options);
    const dependsOn = ['B@1.0.0', 'a@1.0.0', 'ä@1.0.0'];
    expect(JSON.parse(built.ok ? built.value.json : '')).toMatchObject({
      components: dependsOn.map((ref) => ({ 'bom-ref': ref })),
      dependencies: [
        ...dependsOn.slice(0, 2).map((ref) => ({ ref })),
        { ref: 'workspace:', dependsOn },
        { ref: 'ä@1.0.0' },
      ],
    });
  });

  it('says that it is incomplete where something is missing', async () => {
    const files = {
      'package-lock.json': lock({ '': { peerDependencies: { p: '1' } }, 'node_modules/a': { version: '1' } }),
    };
    const incomplete = { aggregate: 'incomplete', assemblies: ['workspace:'], dependencies: ['workspace:'] };
    for (const tree of [treeOf(files), treeOf({ 'package-lock.json': lock({ '': {} }), 'go.sum': '' })]) {
      const built = await sbomFromTree(tree, options);
      expect(JSON.parse(built.ok ? built.value.json : '')).toMatchObject({ compositions: [incomplete] });
    }
  });

  it('unites the lockfiles of one folder and of several', async () => {
    const first = lock({
      '': { name: 'one', dependencies: { a: '1' } },
      'node_modules/a': { version: '1.0.0', license: 'MIT' },
    });
    const second = lock({ '': { dependencies: { b: '1' } }, 'node_modules/b': { version: '1.0.0' } });
    const tree = treeOf({ 'package-lock.json': first, 'npm-shrinkwrap.json': second, 'web/package-lock.json': first });
    expect(await sbomFromTree(tree, options)).toMatchObject({ value: { componentCount: 3, edgeCount: 4 } });
  });

  it('reads pnpm snapshots and collapses peer suffixes', async () => {
    const text = `lockfileVersion: '9.0'
importers: {.: {dependencies: {a: {specifier: '1', version: 1.0.0(b@2.0.0)}}}}
packages: {a@1.0.0: {resolution: {}}, b@2.0.0: {resolution: {}}}
snapshots: {a@1.0.0(b@2.0.0): {dependencies: {b: 2.0.0}}, b@2.0.0: {}}
`;
    const result = await sbomFromTree(treeOf({ 'pnpm-lock.yaml': text }), options);
    expect(result).toMatchObject({ ok: true, value: { componentCount: 2, unreachable: [] } });
  });

  it.each([
    ['package-lock.json', '', 'malformed-file'],
    ['package-lock.json', '{"lockfileVersion": 1}', 'unsupported-format'],
    ['pnpm-lock.yaml', 'a: [', 'malformed-file'],
    ['pnpm-lock.yaml', '', 'malformed-file'],
    ['pnpm-lock.yaml', "lockfileVersion: '6.0'", 'unsupported-format'],
    ['yarn.lock', '', 'no-match'],
  ])('refuses %s with %j', async (file, text, kind) => {
    expect(await sbomFromTree(treeOf({ [file]: text }), options)).toMatchObject({ ok: false, error: { kind } });
  });

  it('encodes a scope in a package URL and keeps case', () => {
    expect(npmPurl('@Scope/JSONStream', '1.0.0')).toBe('pkg:npm/%40Scope/JSONStream@1.0.0');
  });
});
