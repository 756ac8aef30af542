import { describe, expect, it } from '@jest/globals';
import { ok } from '../failure/index.ts';
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
