import { mkdir, mkdtemp, readFile, rm, writeFile as write } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sha256 } from '@interlock/core/digest';
import { checkOutputs, directoryTree, writeFile } from '@interlock/adapters/filesystem';
import { handleGenerateSbom } from './index.ts';

const lock = JSON.stringify({
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { a: '1' }, devDependencies: { d: '1' } },
    'node_modules/a': { version: '1.0.0', peerDependencies: { missing: '1' } },
    'node_modules/d': { version: '1.0.0' },
    'node_modules/unused': { version: '1.0.0' },
  },
});

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlock-sbom-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function generate(
  files: Readonly<Record<string, string>>,
  inputs: { readonly name?: string; readonly version?: string; readonly includeDev?: boolean } = {},
) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await write(join(folder, path), text);
  }
  const said: string[] = [];
  const outputFile = join(folder, 'out', 'sbom.json');
  const result = await handleGenerateSbom(
    { path: folder, outputFile, includeDev: true, name: undefined, version: undefined, sourceDateEpoch: 0, ...inputs },
    {
      openTree: directoryTree,
      checkOutputs,
      writeFile,
      reporter: {
        info: (line) => void said.push(line),
        progress: () => undefined,
        annotate: () => undefined,
        summary: (text) => void said.push(text),
      },
    },
  );
  const text = result.ok ? await readFile(outputFile, 'utf8') : '';
  return { result, said: said.join('\n'), text };
}

describe('generate-sbom', () => {
  it('writes the SBOM and gives its path, digest and number of components', async () => {
    const { result, text } = await generate({
      'package-lock.json': lock,
      'package.json': '{"name":"app","version":"2.0.0"}',
    });
    expect(result).toMatchObject({
      ok: true,
      value: { exitCode: 0, outputs: { sbomDigest: sha256(text), componentCount: '3' } },
    });
    expect(JSON.parse(text)).toMatchObject({
      metadata: { timestamp: '1970-01-01T00:00:00.000Z', component: { name: 'app', version: '2.0.0' } },
    });
  });

  it('says what is missing, unsupported or attached to nothing', async () => {
    const { said } = await generate({ 'package-lock.json': lock, 'sub/yarn.lock': '' });
    expect(said).toContain('Not in the SBOM: sub/yarn.lock (format not supported).');
    expect(said).toContain(
      'Not in the SBOM: missing, a dependency of a@1.0.0 in package-lock.json (peer not installed).',
    );
    expect(said).toContain('In the SBOM, but nothing depends on it: unused@1.0.0.');
    expect(said).toContain('| Complete | no |');
  });

  it('leaves out development packages when asked', async () => {
    const { result } = await generate({ 'package-lock.json': lock }, { includeDev: false });
    expect(result).toMatchObject({ value: { outputs: { componentCount: '2' } } });
  });

  it.each(['{', '{"name": 5}', '[]', 'null'])('needs package.json only where no name is given: %s', async (text) => {
    const files = { 'package-lock.json': lock, 'package.json': text };
    expect((await generate(files)).result).toMatchObject({
      ok: false,
      error: { kind: 'malformed-file', file: join(folder, 'package.json') },
    });
    const named = await generate(files, { name: 'given' });
    expect(JSON.parse(named.text)).toMatchObject({ metadata: { component: { name: 'given' } } });
  });

  it('writes nothing where there is no lockfile', async () => {
    expect((await generate({ 'package.json': '{}' })).result).toMatchObject({ ok: false, error: { kind: 'no-match' } });
    await expect(readFile(join(folder, 'out', 'sbom.json'))).rejects.toThrow('ENOENT');
  });
});
