import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ok } from '@interlock/core/failure';
import { readBaseFile } from '@interlock/core/settings-file';
import { openRepository } from './index.ts';
import { scratchRepository, type ScratchRepository } from './scratch-repository.ts';

let repository: ScratchRepository;
beforeEach(() => {
  repository = scratchRepository();
});
afterEach(() => repository.remove());

const path = '.interlock/config.yml';

async function read(name: string = path) {
  const opened = await openRepository(repository.root);
  if (!opened.ok) throw new Error(opened.error.message);
  return readBaseFile(opened.value.tree(repository.git('rev-parse', 'HEAD')), name);
}

function link(target: string, ...at: readonly string[]): void {
  mkdirSync(join(repository.root, ...at.slice(0, -1)), { recursive: true });
  symlinkSync(target, join(repository.root, ...at));
}

describe('readBaseFile', () => {
  it('reads the file, and knows where there is none', async () => {
    repository.commit({ readme: '1', 'docs/.interlock/config.yaml': 'x', '.interlock/config.yml.md': 'x' });
    expect(await read()).toEqual(ok(undefined));
    repository.commit({ [path]: 'policy: rules\n' });
    expect(await read()).toEqual(ok(new Uint8Array(Buffer.from('policy: rules\n'))));
  });

  it.each([
    '.interlock/config.yaml',
    '.interlock/Config.yml',
    '.Interlock/config.yml',
    '.INTERLOCK/CONFIG.YAML',
    '.interlock/con\uff46ig.yml',
    '.interlock',
    '.interlock/config.yml/x',
  ])('refuses %s, which it would not read', async (name) => {
    repository.commit({ [name]: 'policy: rules\n' });
    const message = expect.stringMatching(/^This file of commit [0-9a-f]{7} is not read: its name must be \.interlock/);
    expect(await read()).toMatchObject({ ok: false, error: { kind: 'malformed-file', file: name, message } });
  });

  it('refuses a file in another form beside the file', async () => {
    repository.commit({ [path]: '', '.interlock/config.yaml': 'policy: rules\n' });
    expect(await read()).toMatchObject({ ok: false, error: { file: '.interlock/config.yaml' } });
  });

  it.each([
    ['a link in place of the file', ['.interlock', 'config.yml'], path],
    ['a link in another letter case', ['.interlock', 'CONFIG.yml'], '.interlock/CONFIG.yml'],
    ['a link in place of the folder', ['.interlock'], '.interlock'],
    ['a broken link of another ending', ['.interlock', 'config.yaml'], '.interlock/config.yaml'],
  ])('refuses %s', async (_, at, file) => {
    link('elsewhere', ...at);
    repository.commit({ 'elsewhere.yml': '' });
    const message = expect.stringMatching(/^This is a link or a submodule/);
    expect(await read()).toMatchObject({ ok: false, error: { kind: 'malformed-file', file, message } });
  });

  it('refuses a submodule in place of the folder', async () => {
    const commit = repository.commit({ readme: '1' });
    repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},.interlock`);
    repository.git('commit', '-q', '-m', 'a submodule');
    expect(await read('.interlock/signers')).toMatchObject({ ok: false, error: { file: '.interlock' } });
  });
});
