import { describe, expect, it } from '@jest/globals';
import { readPnpmLock } from './index.ts';

const read = (importers: object, packages: object = {}, snapshots: object = {}) =>
  readPnpmLock(JSON.stringify({ lockfileVersion: '9.0', importers, packages, snapshots }), 'pnpm-lock.yaml');
const needs = (name: string, version: string) => ({ '.': { dependencies: { [name]: { specifier: '1', version } } } });
const broken = (message: string) => ({
  ok: false,
  error: { kind: 'malformed-file', file: 'pnpm-lock.yaml', message: expect.stringContaining(message) },
});
const one = { resolution: { integrity: `sha512-${Buffer.alloc(64, 1).toString('base64')}` } };

describe('readPnpmLock', () => {
  it('names what a reference that matches nothing belongs to', () => {
    expect(read(needs('a', '1.0.0'))).toMatchObject(broken('importer . depends on a 1.0.0, which it does not hold'));
    const snapshots = { 'a@1.0.0': { dependencies: { b: '2.0.0' } } };
    expect(read(needs('a', '1.0.0'), { 'a@1.0.0': one }, snapshots)).toMatchObject(
      broken('a@1.0.0 depends on b 2.0.0'),
    );
    expect(read(needs('a', '1.0.0'), { 'a@1.0.0': one })).toMatchObject(broken('depends on a 1.0.0'));
    expect(read({ '.': {} }, { 'a@1.0.0': one })).toMatchObject(broken('package a@1.0.0 has no snapshot'));
    expect(read({ '.': {} }, {}, { 'a@1.0.0': {} })).toMatchObject(broken('snapshot a@1.0.0 has no package'));
    expect(read({}, { 'a@1.0.0': one }, { 'a@1.0.0': {} })).toMatchObject(broken('no importers'));
  });

  it('lists a link to a folder that is no importer as unresolved', () => {
    const importers = {
      web: { dependencies: { a: { version: 'link:../lib' }, b: { version: 'link:../../out' } } },
      lib: {},
    };
    expect(read(importers)).toMatchObject({
      value: {
        importers: [{ dependsOn: new Set(['workspace:lib']) }, { folder: 'lib' }],
        unresolved: [{ from: 'workspace:web', name: 'b', why: 'outside the lockfile' }],
      },
    });
  });

  it('tells apart what comes from a registry, git, an address and a folder', () => {
    const keys = ['a@1.0.0', 'a@https://host/a.tgz', 'a@git+ssh://git@host/a.git#abc', 'a@file:(x)/a'];
    const packages = Object.fromEntries(keys.map((key) => [key, { version: '1.0.0', resolution: {} }]));
    const graph = read({ '.': {} }, packages, Object.fromEntries(keys.map((key) => [key, {}])));
    expect(graph.ok ? [...graph.value.packages.keys()] : graph).toEqual([
      'a@1.0.0',
      'a@url:https://host/a.tgz',
      'a@git:git+ssh://host/a.git@abc',
      'a@file:(x)/a',
    ]);
  });

  it('follows an alias and unites the snapshots that differ in peers', () => {
    const graph = read(
      needs('alias', '@s/a@1.0.0(b@1.0.0(c@1.0.0))'),
      { '@s/a@1.0.0': one, 'b@1.0.0': one, 'c@1.0.0': one },
      {
        '@s/a@1.0.0(b@1.0.0(c@1.0.0))': { dependencies: { b: '1.0.0(c@1.0.0)' } },
        '@s/a@1.0.0(c@1.0.0)': { optionalDependencies: { c: '1.0.0' } },
        'b@1.0.0(c@1.0.0)': { dependencies: { c: '1.0.0' } },
        'c@1.0.0': {},
      },
    );
    expect(graph.ok ? graph.value.importers[0]?.dependsOn : graph).toEqual(new Set(['@s/a@1.0.0']));
    expect(graph.ok ? graph.value.packages.get('@s/a@1.0.0') : graph).toMatchObject({
      dependsOn: new Set(['b@1.0.0']),
      optionalDependsOn: new Set(['c@1.0.0']),
    });
  });

  it('reads scalars as text and the last of several documents', () => {
    const text = `lockfileVersion: '9.0'
---
lockfileVersion: 9.0
importers: {.: {dependencies: {a: {specifier: 1, version: 1.10}}}}
packages: {a@1.10: {resolution: {}}}
snapshots: {a@1.10: {}}
`;
    const graph = readPnpmLock(text, 'pnpm-lock.yaml');
    expect(graph.ok ? [...graph.value.packages.keys()] : graph).toEqual(['a@1.10']);
  });
});
