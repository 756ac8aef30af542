import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { openRepository } from '../../../adapters/src/git/index.ts';
import { scratchRepository, type ScratchRepository } from '../../../adapters/src/git/scratch-repository.ts';
import { manifestText } from '../../../core/src/agent-manifest/change-fixture.ts';
import { readManifestPeople, readOwners } from './read-base.ts';

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

it('finds whom a manifest names that only the merge puts where manifests are', async () => {
  const start = scratch.commit({ 'moved/a.txt': 'a\n', 'moved/b.txt': 'b\n' });
  scratch.git('checkout', '-q', '-b', 'change');
  const head = scratch.commit({ 'moved/x.yml': manifestText() });
  scratch.git('checkout', '-q', '-B', 'main', start);
  mkdirSync(join(scratch.root, '.interlock'));
  scratch.git('mv', 'moved', '.interlock/changes');
  const base = scratch.commit({});
  const direct = await peopleBetween(start, scratch.git('commit-tree', `${head}^{tree}`, '-p', start, '-m', 'same'));
  expect(direct).toEqual({ ok: true, value: [] });
  const names = [{ name: expect.any(String) }, { name: 'coder', role: 'agent' }];
  expect(await peopleBetween(base, head)).toMatchObject({ ok: true, value: names });
});

it.each(['link', 'submodule'])('refuses a %s where a forge looks for the owners', async (kind) => {
  scratch.commit({ 'owners.txt': '* @ann\n' });
  if (kind === 'link') symlinkSync('owners.txt', join(scratch.root, 'CODEOWNERS'));
  else scratch.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},CODEOWNERS`);
  scratch.git(...(kind === 'link' ? ['add', '-A'] : ['status']));
  scratch.git('commit', '-q', '-m', kind);
  const opened = await openRepository(scratch.root);
  if (!opened.ok) throw new Error(opened.error.message);
  const tree = opened.value.tree(scratch.git('rev-parse', 'HEAD'));
  expect(await readOwners(tree, ['a'], 'gitlab')).toMatchObject({
    error: { kind: 'malformed-file', file: 'CODEOWNERS', message: expect.stringMatching(/a link or a submodule/) },
  });
});
