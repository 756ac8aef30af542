import { describe, expect, it } from '@jest/globals';
import { readNpmLock } from './index.ts';

const read = (packages: object, file = 'package-lock.json') =>
  readNpmLock(JSON.stringify({ lockfileVersion: 3, packages }), file);
const root = { dependencies: { a: '1' } };
const missing = (message: string) => ({
  ok: false,
  error: { kind: 'malformed-file', file: 'package-lock.json', message: expect.stringContaining(message) },
});

describe('readNpmLock', () => {
  it('names the package and the dependency that the lockfile does not hold', () => {
    expect(read({ '': root })).toMatchObject(missing('the project depends on a, which it does not hold'));
    expect(read({ '': root, 'node_modules/a': { version: '1.0.0', dependencies: { b: '1' } } })).toMatchObject(
      missing('node_modules/a depends on b, which it does not hold'),
    );
    expect(read({ '': { devDependencies: { d: '1' } } })).toMatchObject(missing('the project depends on d'));
  });

  it('accepts that an optional dependency or an optional peer is missing', () => {
    const a = { version: '1.0.0', optionalDependencies: { o: '1' }, peerDependencies: { p: '1' } };
    const meta = { peerDependenciesMeta: { p: { optional: true } } };
    expect(read({ '': root, 'node_modules/a': { ...a, ...meta } })).toMatchObject({
      ok: true,
      value: { unresolved: [] },
    });
  });

  it.each([
    [{ peerDependencies: { p: '1' } }, 'peer not installed'],
    [{ dependencies: { p: '1' }, bundleDependencies: ['p'] }, 'bundled in the package'],
    [{ dependencies: { p: '1' }, bundleDependencies: true }, 'bundled in the package'],
  ])('lists %j as unresolved', (entry, why) => {
    expect(read({ '': root, 'node_modules/a': { version: '1.0.0', ...entry } })).toMatchObject({
      ok: true,
      value: { unresolved: [{ file: 'package-lock.json', from: 'a@1.0.0', name: 'p', why }] },
    });
  });

  it('does not excuse a dependency that another one of the package bundles', () => {
    const entry = { version: '1.0.0', dependencies: { p: '1' }, bundleDependencies: ['q'] };
    expect(read({ '': root, 'node_modules/a': entry })).toMatchObject(missing('depends on p'));
  });

  it('takes the nearest package upwards, through scopes, workspaces and aliases', () => {
    const graph = read(
      {
        '': { workspaces: ['packages/*'] },
        'packages/w': { name: 'w', version: '1.0.0', dependencies: { b: '1', '@s/c': '1' } },
        'node_modules/w': { resolved: 'packages/w', link: true },
        'packages/w/node_modules/b': { version: '2.0.0', dependencies: { '@s/c': '1' } },
        'node_modules/b': { version: '1.0.0', dependencies: { w: '1' } },
        'node_modules/@s/c': { name: 'real', version: '3.0.0', dependencies: { b: '1' } },
      },
      'web/package-lock.json',
    );
    const edges = graph.ok ? [...graph.value.packages].map(([id, item]) => [id, [...item.dependsOn]]) : graph;
    expect(edges).toEqual([
      ['b@2.0.0', ['real@3.0.0']],
      ['b@1.0.0', ['workspace:web/packages/w']],
      ['real@3.0.0', ['b@1.0.0']],
    ]);
    expect(graph).toMatchObject({
      value: {
        importers: [{ folder: 'web' }, { folder: 'web/packages/w', dependsOn: new Set(['b@2.0.0', 'real@3.0.0']) }],
      },
    });
  });

  it('keeps a folder beside the project apart from one inside it', () => {
    const packages = {
      '': { dependencies: { lib: '1' } },
      'node_modules/lib': { resolved: '../lib', link: true },
      '../lib': { version: '1.0.0', dependencies: { absent: '1' } },
      'node_modules/absent': { version: '1.0.0' },
    };
    expect(read(packages)).toMatchObject({
      value: {
        importers: [{ dependsOn: new Set(['workspace:../lib']) }, { folder: '../lib' }],
        unresolved: [{ from: 'workspace:../lib', name: 'absent', why: 'not installed' }],
      },
    });
  });

  it.each([
    [{ resolved: 'node_modules/a', link: true }, 'is a link to "node_modules/a"'],
    [{ resolved: 'nowhere', link: true }, 'is a link to "nowhere"'],
    [{ link: true }, 'is a link to "node_modules/a"'],
    [{ version: 5 }, 'node_modules/a, version: Invalid type'],
    [{ version: '1', dependencies: ['b'] }, 'this is not an object'],
    [{ version: '1', name: 'tool:interlock' }, 'is not the name of an npm package'],
    [{ version: '1', name: '' }, 'is not the name of an npm package'],
    [[], 'node_modules/a: this is not an object'],
    [null, 'node_modules/a: this is not an object'],
    ['1.0.0', 'node_modules/a: this is not an object'],
  ])('refuses the entry %j', (entry, message) => {
    expect(read({ '': root, 'node_modules/a': entry })).toMatchObject(missing(message));
  });

  it('refuses two links to each other', () => {
    const packages = {
      '': root,
      'node_modules/a': { resolved: 'node_modules/b', link: true },
      'node_modules/b': { resolved: 'node_modules/a', link: true },
    };
    expect(read(packages)).toMatchObject(missing('is a link to'));
  });

  it('refuses packages without the project, and one package with two hashes', () => {
    expect(read({ 'node_modules/a': { version: '1.0.0' } })).toMatchObject(missing('no entry for the project'));
    const entry = (byte: number) => ({
      version: '1.0.0',
      integrity: `sha512-${Buffer.alloc(64, byte).toString('base64')}`,
    });
    const twice = { '': root, 'node_modules/a': entry(1), 'node_modules/b/node_modules/a': entry(2) };
    expect(read(twice)).toMatchObject(missing('a@1.0.0 has different SHA-512 hashes in two places'));
  });
});
