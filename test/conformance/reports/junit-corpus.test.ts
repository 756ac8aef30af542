import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { decodeText, readJunit } from '@interlock/core/reports';
import { dataFolder } from '../data-folder.ts';
import { statedCounts, strictCounts } from './junit-counts.ts';

const folder = join(dataFolder(), 'junit/python/test/files');

async function read(name: string) {
  const text = decodeText(await readFile(join(folder, name)), name);
  return text.ok ? readJunit(text.value, name) : text;
}

async function countsOf(name: string): Promise<unknown> {
  const result = await read(name);
  if (!result.ok) return result.error;
  const { total, passed, failed, errored, skipped, durationSeconds } = result.value;
  return [total, passed, failed, errored, skipped, Math.floor(durationSeconds)];
}

it.each(Object.entries({ ...statedCounts, ...strictCounts }))('counts %s', async (name, counts) => {
  expect(await countsOf(join('junit-xml', name))).toEqual(counts);
});

it('refuses every other file by name and line', async () => {
  const known = new Set(Object.keys({ ...statedCounts, ...strictCounts }).map((name) => join('junit-xml', name)));
  const names = await readdir(folder, { recursive: true });
  const others = names.filter((name) => /\.(xml|trx)$/.test(name) && !known.has(name));
  for (const name of others) {
    expect(await read(name)).toMatchObject({
      ok: false,
      error: {
        kind: 'malformed-file',
        file: name,
        line: expect.any(Number),
        message: expect.stringMatching(/^This file is not JUnit XML: (?!\d+:\d)[^:].*[^.]\.$/s),
      },
    });
  }
  expect(others).toHaveLength(45);
});
