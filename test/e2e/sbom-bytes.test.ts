import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import { runCommand } from './run-action.ts';

const root = resolve(import.meta.dirname, '../..');

it('writes the same SBOM bytes on every machine, with references that say what they name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-sbom-'));
  try {
    for (const name of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'])
      cpSync(join(root, name), join(folder, name));
    const machines = [
      { LC_ALL: 'C', TZ: 'UTC' },
      { LC_ALL: 'cs_CZ.UTF-8', LANG: 'cs_CZ.UTF-8', TZ: 'Asia/Tokyo' },
    ];
    const [one, other] = await Promise.all(
      machines.map(async (environment, index) => {
        const file = join(folder, `${index}.json`);
        const args = ['generate-sbom', '--path', folder, '--output-file', file];
        expect((await runCommand(args, { cwd: folder, environment })).exitCode).toBe(0);
        return readFileSync(file, 'utf8');
      }),
    );
    expect(other).toBe(one);
    const references = [...(one ?? '').matchAll(/"bom-ref": "([^"]*)"/g)].map(([, reference = '']) => reference);
    expect(references.length).toBeGreaterThan(100);
    expect(
      references.filter((reference) => !/^(tool:interlock|workspace:.*|(@[^/]+\/)?[^@]+@.+)$/.test(reference)),
    ).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
