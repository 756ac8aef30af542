import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { createRenderer } from '@interlock/adapters/plantuml';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dist } from './run-action.ts';

const fixtures = resolve(import.meta.dirname, '../../packages/adapters/src/plantuml/fixtures');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'interlock-dist-'));
  cpSync(dist, folder, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('PlantUML beside the bundle', () => {
  it.each(['two', 'fragments'])('draws %s as the sources do, in a folder without packages', async (name) => {
    const url = (file: string) => pathToFileURL(join(folder, file));
    const render = createRenderer({ workerUrl: url('diagram-worker.js'), moduleUrl: url('plantuml.js.br') });
    const read = (file: string) => readFileSync(join(fixtures, file), 'utf8');
    expect(await render(read(`${name}.puml`))).toEqual({ ok: true, value: read(`${name}.svg`) });
  });

  it('is the installed module, with its licence, and is in no chunk', () => {
    const module = readFileSync(new URL('plantuml.js', import.meta.resolve('@plantuml/core')), 'utf8');
    expect(brotliDecompressSync(readFileSync(join(folder, 'plantuml.js.br'))).toString()).toBe(module);
    const list = readFileSync(join(folder, 'THIRD-PARTY.txt'), 'utf8');
    expect(list).toMatch(/^@plantuml\/core \d+\.\d+\.\d+ \(MIT\)$/m);
    const chunks = readdirSync(folder).filter((name) => name.endsWith('.js'));
    expect(module).toContain('PLANTUML_STDLIB_LOADER');
    const holding = chunks.filter((name) =>
      readFileSync(join(folder, name), 'utf8').includes('PLANTUML_STDLIB_LOADER'),
    );
    expect(holding).toEqual([]);
  });
});
