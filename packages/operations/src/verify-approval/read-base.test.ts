import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { openRepository } from '../../../adapters/src/git/index.ts';
import { scratchRepository, type ScratchRepository } from '../../../adapters/src/git/scratch-repository.ts';
import { manifestText } from '../../../core/src/agent-manifest/change-fixture.ts';
import { readManifestPeople } from './read-base.ts';

let scratch: ScratchRepository;
beforeEach(() => {
  scratch = scratchRepository();
});
afterEach(() => scratch.remove());

async function peopleBetween(base: string, head: string) {
  const opened = await openRepository(scratch.root);
  return opened.ok ? readManifestPeople(opened.value, base, head) : opened;
}

it.each([
  ['misspelt', 'x.yml', manifestText((text) => text.replace('principal:', 'principl:')), /principl/],
  ['cut off', 'x.yml', 'schema: [\n', /not valid YAML/],
  ['named in capitals', 'x.YML', 'principal: ann@example.com\n', /schema/],
])('nobody knows whom a manifest names that is %s', async (_, name, manifest, message) => {
  const base = scratch.commit({ a: '' });
  const head = scratch.commit({ [`.interlock/changes/${name}`]: manifest });
  expect(await peopleBetween(base, head)).toMatchObject({
    error: { kind: 'malformed-file', file: `.interlock/changes/${name}`, message: expect.stringMatching(message) },
  });
});

it('nobody knows whom a manifest names that is a link', async () => {
  const base = scratch.commit({ 'manifest.txt': manifestText() });
  mkdirSync(join(scratch.root, '.interlock/changes'), { recursive: true });
  symlinkSync('../../manifest.txt', join(scratch.root, '.interlock/changes/x.yml'));
  const head = scratch.commit({});
  expect(await peopleBetween(base, head)).toMatchObject({ error: { message: expect.stringMatching(/is a link/) } });
});
