import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { transformSync } from 'esbuild';
import { dist } from './run-action.ts';

const root = resolve(import.meta.dirname, '../..');
const scripts = readdirSync(dist)
  .filter((name) => name.endsWith('.js'))
  .map((name) => ({ name, text: readFileSync(join(dist, name), 'utf8') }));

describe('the bundle', () => {
  it.each([
    ['@actions/core', 'Unable to find environment variable for $'],
    ['@actions/github', 'Parameter token or opts.auth is required'],
    ['@cyclonedx/cyclonedx-library', 'http://cyclonedx.org/schema/bom-1.6.schema.json'],
    ['@open-policy-agent/opa-wasm', 'opa_heap_ptr_set'],
    ['@sigstore/sign', '.testify('],
  ])('holds the code of %s', (name, text) => {
    expect(sourceOf(name).includes(text)).toBe(true);
    expect(scripts.filter((script) => script.text.includes(text))).not.toEqual([]);
    expect(readFileSync(join(dist, 'THIRD-PARTY.txt'), 'utf8')).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });

  it('lists the packages that it holds by an optional import, too', () => {
    const list = readFileSync(join(dist, 'THIRD-PARTY.txt'), 'utf8');
    const holds = scripts.some(({ text }) => text.includes('FORCE_COLOR') && text.includes('TEAMCITY_VERSION'));
    expect(/^supports-color /m.test(list)).toBe(holds);
  });

  it('is minified, every chunk of it', () => {
    const chunks = scripts.filter(({ text }) => text.length > 1000);
    expect(chunks.length).toBeGreaterThan(5);
    for (const { name, text } of chunks) {
      const { code } = transformSync(text, { minify: true, format: 'esm', target: 'node22', legalComments: 'none' });
      expect([name, code.length / text.length > 0.97]).toEqual([name, true]);
    }
  });

  it('needs no __dirname and no __filename, which an ES module does not have', () => {
    const names = scripts.filter(({ text }) => /\b__(dir|file)name\b/.test(text)).map(({ name }) => name);
    expect(names).toEqual([]);
  });

  it('has no source maps', () => {
    expect(readdirSync(dist, { recursive: true }).filter((name) => String(name).endsWith('.map'))).toEqual([]);
    expect(scripts.filter(({ text }) => text.includes('sourceMappingURL=')).map(({ name }) => name)).toEqual([]);
  });
});

/** Everything that an installed package ships as JavaScript. */
function sourceOf(name: string): string {
  const folders = ['adapters', 'core'].map((one) => join(root, 'packages', one, 'node_modules', name));
  const folder = folders.find((one) => existsSync(one)) ?? '';
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.m?js$/.test(path) && !/node_modules/.test(path))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
    .join('\n');
}

it('a runner downloads actions, the bundle and the pages that say what they are, and nothing else', () => {
  const archive = execFileSync('git', ['archive', '--worktree-attributes', 'HEAD'], { cwd: root, maxBuffer: 1 << 28 });
  const paths = execFileSync('tar', ['-t'], { input: archive, encoding: 'utf8' }).trimEnd().split('\n');
  const top = [...new Set(paths.map((path) => path.split('/')[0] ?? ''))].toSorted();
  expect(top).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md', 'actions', 'dist']);
});

it.each(['adapters', 'bundle', 'core', 'operations'])(
  'lint refuses the root import of the CycloneDX library in %s',
  (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'interlock-lint-'));
    try {
      copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
      const source = join(folder, 'packages', name, 'src');
      mkdirSync(source, { recursive: true });
      const lint = (from: string) => {
        writeFileSync(join(source, 'a.ts'), `import { Models } from '${from}';\n\nexport const a = Models;\n`);
        return spawnSync(join(root, 'node_modules/.bin/oxlint'), [], { cwd: folder, encoding: 'utf8' });
      };
      const refused = lint('@cyclonedx/cyclonedx-library');
      expect([refused.status, refused.stdout]).toEqual([1, expect.stringContaining('no-restricted-imports')]);
      expect(lint('@cyclonedx/cyclonedx-library/Models').status).toBe(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
