import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ok } from '../failure/index.ts';
import { buildSbom, readNpmLock, readPnpmLock, sbomFromTree } from './index.ts';

const options = { name: 'app', version: '1.0.0', includeDev: 'include', sourceDateEpoch: undefined } as const;
const npm = (packages: string, version = '3') => `{"lockfileVersion":${version},"packages":${packages}}`;
const malformed = { ok: false, error: { kind: 'malformed-file' } };
const sha512 = (byte: number) => `sha512-${Buffer.alloc(64, byte).toString('base64')}`;

describe('hostile npm lockfiles', () => {
  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'keeps a package named %s',
    (name) => {
      const text = npm(
        `{"":{"dependencies":{"${name}":"1"}},"node_modules/${name}":{"version":"1.0.0","dependencies":{"b":"1"}},"node_modules/b":{"version":"1.0.0"}}`,
      );
      const graph = readNpmLock(text, 'package-lock.json');
      const built = graph.ok ? buildSbom([graph.value], options) : graph;
      expect(built).toMatchObject({ ok: true, value: { componentCount: 2, edgeCount: 2, unreachable: [] } });
      expect(readNpmLock(npm(`{"":{"dependencies":{"${name}":"1"}}}`), 'x')).toMatchObject(malformed);
    },
  );

  it('reads an object for __proto__ as a member, not as a prototype', () => {
    const text = npm('{"":{},"node_modules/a":{"__proto__":{"version":"6.6.6"}}}');
    const graph = readNpmLock(text, 'x');
    expect(graph.ok ? [...graph.value.packages.keys()] : graph).toEqual(['a@']);
  });

  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  it.each([
    ['a deep document', deep],
    ['a deep lockfileVersion', `{"lockfileVersion":${deep}}`],
    ['deep packages', npm(deep)],
    ['a deep entry', npm(`{"":${deep}}`)],
    ['a deep version', npm(`{"":{},"node_modules/a":{"version":${deep}}}`)],
    ['a list of packages', npm('[]')],
    ['a text', '"x"'],
    ['null', 'null'],
    ['a long location', npm(`{"":{},"${'a/'.repeat(5000)}node_modules/b":{"version":"1.0.0"}}`)],
  ])('refuses %s', (_, text) => {
    expect(readNpmLock(text, 'package-lock.json')).toMatchObject(malformed);
  });

  it('reads huge texts, and shows no more than a line of them', () => {
    const long = 'x'.repeat(1_000_000);
    const version = JSON.stringify({ '': {}, 'node_modules/a': { version: long, license: long, integrity: long } });
    expect(readNpmLock(npm(version), 'x')).toMatchObject({ ok: true });
    for (const packages of [
      { '': { dependencies: { [long]: '1' } } },
      { '': { version: [long] } },
      { '': {}, [long]: {} },
    ]) {
      const result = readNpmLock(npm(JSON.stringify(packages)), 'x');
      expect(result.ok ? '' : result.error.message.length).toBeLessThan(400);
    }
    expect(readNpmLock('{"lockfileVersion":"x\\n::error::y"}', 'x')).toMatchObject({
      error: { message: expect.not.stringContaining('\n') },
    });
  });

  it('walks a cycle and a long chain without recursion', () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `p${index}`);
    const entries = names.map((name, index) => [
      `node_modules/${name}`,
      { version: '1.0.0', dependencies: { [names[(index + 1) % names.length] ?? '']: '1' } },
    ]);
    const packages = { '': { dependencies: { p0: '1' } }, ...Object.fromEntries(entries) };
    const graph = readNpmLock(npm(JSON.stringify(packages)), 'x');
    const built = graph.ok ? buildSbom([graph.value], options) : graph;
    expect(built).toMatchObject({ ok: true, value: { componentCount: 20_000, edgeCount: 20_001, unreachable: [] } });
  });
});

describe('hostile pnpm lockfiles', () => {
  const head = "lockfileVersion: '9.0'\n";
  const bomb = [0, 1, 2, 3, 4, 5, 6, 7].map(
    (n) => `a${n + 1}: &a${n + 1} {${'bcdefghi'.replace(/./g, `$&: *a${n}, `)}}`,
  );
  it.each([
    ['an alias bomb', `${head}a0: &a0 {x: y}\n${bomb.join('\n')}\nimporters: *a8\n`],
    ['one alias', `${head}a: &a {}\nimporters: {.: *a}\n`],
    ['deep nesting', `${head}importers: ${'['.repeat(100_000)}`],
    [
      'deep block nesting',
      `${head}importers:\n${Array.from({ length: 500 }, (_, n) => `${' '.repeat(n + 1)}a:\n`).join('')}`,
    ],
    ['a tag that makes objects', `${head}importers: !!js/function 'x'\n`],
    ['a list of importers', `${head}importers: []\n`],
    ['a duplicate key', `${head}importers: {}\nimporters: {}\n`],
    ['a text', 'x'],
    ['a NUL character', '\0'],
  ])('refuses %s', (_, text) => {
    expect(readPnpmLock(text, 'pnpm-lock.yaml')).toMatchObject(malformed);
  });

  it.each(['__proto__', 'constructor'])('keeps a package named %s', (name) => {
    const text = `${head}importers: {.: {dependencies: {${name}: {version: 1.0.0}}}}
packages: {${name}@1.0.0: {resolution: {}}, b@1.0.0: {resolution: {}}}
snapshots: {${name}@1.0.0: {dependencies: {b: 1.0.0}}, b@1.0.0: {dependencies: {${name}: 1.0.0}}}
`;
    const graph = readPnpmLock(text, 'x');
    expect(graph.ok ? [...graph.value.packages.keys()] : graph).toEqual([`${name}@1.0.0`, 'b@1.0.0']);
  });
});

const sampleNpm = {
  lockfileVersion: 3,
  packages: {
    '': { name: 'app', dependencies: { a: '1', w: '1' }, devDependencies: { d: '1' } },
    'packages/w': { version: '1.0.0', dependencies: { a: '1' } },
    'node_modules/w': { resolved: 'packages/w', link: true },
    'node_modules/a': { version: '1.0.0', integrity: sha512(1), license: 'MIT', peerDependencies: { d: '1' } },
    'node_modules/d': { version: '1.0.0', optionalDependencies: { x: '1' }, bundleDependencies: ['y'] },
  },
};
const samplePnpm = {
  lockfileVersion: '9.0',
  importers: { '.': { dependencies: { a: { version: '1.0.0(b@1.0.0)' }, w: { version: 'link:w' } } }, w: {} },
  packages: { 'a@1.0.0': { resolution: { integrity: sha512(1) } }, 'b@1.0.0': { resolution: { tarball: 'x' } } },
  snapshots: { 'a@1.0.0(b@1.0.0)': { dependencies: { b: '1.0.0' } }, 'b@1.0.0': {} },
};

/** Replaces the member that `choices` lead to. */
function mutate(value: unknown, choices: readonly number[], replacement: unknown): unknown {
  const [choice, ...rest] = choices;
  if (choice === undefined || typeof value !== 'object' || value === null) return replacement;
  const members = Object.entries(value);
  const [key, member] = members[choice % Math.max(1, members.length)] ?? ['added', undefined];
  const changed = [...members.filter(([name]) => name !== key), [key, mutate(member, rest, replacement)]];
  return Array.isArray(value) ? changed.map(([, item]) => item) : Object.fromEntries(changed);
}

describe('mutated lockfiles', () => {
  const choices = fc.array(fc.nat(8), { maxLength: 5 });
  const replacement = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('a', '__proto__', '1.0.0', 'link:.', 'node_modules/a', true, 7),
  );
  it.each([
    ['npm', sampleNpm, readNpmLock],
    ['pnpm', samplePnpm, readPnpmLock],
  ] as const)('never make the %s reader or the writer throw', (_, sample, read) => {
    expect(read(JSON.stringify(sample), 'lock')).toMatchObject({ ok: true, value: { unresolved: [] } });
    fc.assert(
      fc.property(fc.array(fc.tuple(choices, replacement), { minLength: 1, maxLength: 3 }), (changes) => {
        const value = changes.reduce<unknown>((lock, [path, by]) => mutate(lock, path, by), sample);
        const graph = read(JSON.stringify(value), 'lock');
        if (!graph.ok) return /^(malformed-file|unsupported-format)$/.test(graph.error.kind);
        const built = buildSbom([graph.value], options);
        return !built.ok || JSON.parse(built.value.json).bomFormat === 'CycloneDX';
      }),
      { numRuns: 500 },
    );
  });

  it('give the same bytes whatever the order of keys', () => {
    const shuffle = (value: unknown, seed: number): unknown => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
      const members = Object.entries(value).map(([key, member]) => [key, shuffle(member, seed)] as const);
      const at = seed % Math.max(1, members.length);
      return Object.fromEntries([...members.slice(at), ...members.slice(0, at)].reverse());
    };
    for (const [sample, read] of [
      [sampleNpm, readNpmLock],
      [samplePnpm, readPnpmLock],
    ] as const) {
      const bytes = (value: unknown) => {
        const graph = read(JSON.stringify(value), 'lock');
        return graph.ok ? buildSbom([graph.value], options) : graph;
      };
      fc.assert(fc.property(fc.nat(1000), (seed) => expect(bytes(shuffle(sample, seed))).toEqual(bytes(sample))));
    }
  });

  it('never make the readers throw on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const results = [
          readNpmLock(text, 'x'),
          readPnpmLock(text, 'x'),
          readPnpmLock(`lockfileVersion: '9.0'\n${text}`, 'x'),
        ];
        return results.every((result) => result.ok || result.error.kind !== 'internal');
      }),
    );
  });
});

describe('lockfiles that disagree', () => {
  const lock = (byte: number) =>
    npm(
      JSON.stringify({
        '': { dependencies: { a: '1' } },
        'node_modules/a': { version: '1.0.0', integrity: sha512(byte) },
      }),
    );
  const tree = (files: Readonly<Record<string, string>>) => ({
    name: 'sample',
    list: async () => ok(Object.keys(files)),
    read: async (path: string) => ok(files[path] === undefined ? undefined : new TextEncoder().encode(files[path])),
  });

  it('is a failure that names both files', async () => {
    const files = { 'package-lock.json': lock(1), 'web/package-lock.json': lock(2) };
    const result = await sbomFromTree(tree(files), options);
    expect(result).toMatchObject({ ok: false, error: { kind: 'malformed-file', file: 'web/package-lock.json' } });
    expect(result).toMatchObject({
      error: { message: expect.stringContaining('package-lock.json and web/package-lock.json') },
    });
    expect(await sbomFromTree(tree({ ...files, 'web/package-lock.json': lock(1) }), options)).toMatchObject({
      ok: true,
    });
  });

  it('reads an empty lockfile only where package.json needs nothing', async () => {
    const files = { 'package-lock.json': npm('{}') };
    expect(await sbomFromTree(tree(files), options)).toMatchObject(malformed);
    expect(await sbomFromTree(tree({ ...files, 'package.json': '{"dependencies":{"a":"1"}}' }), options)).toMatchObject(
      malformed,
    );
    expect(await sbomFromTree(tree({ ...files, 'package.json': '{}' }), options)).toMatchObject({ ok: true });
  });
});
