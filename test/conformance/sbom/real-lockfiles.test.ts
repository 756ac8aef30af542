import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { readNpmLock } from '@interlock/core/sbom';

const folder = process.env['INTERLOCK_TEST_DATA'];

it('reads every unique package of Kong/insomnia', async () => {
  if (folder === undefined) {
    process.stdout.write('not run: INTERLOCK_TEST_DATA is not set\n');
    return;
  }
  const text = await readFile(join(folder, 'lockfiles/real/Kong_insomnia/package-lock.json'), 'utf8');
  const graph = readNpmLock(text, 'package-lock.json');
  expect(graph.ok ? graph.value.packages.size : graph.error).toBe(1611);
});
