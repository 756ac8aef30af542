import { afterEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { collectChange, type Change } from '@interlock/core/change';
import type { Result } from '@interlock/core/failure';
import { openRepository } from './index.ts';
import { scratchRepository, type ScratchRepository } from './scratch-repository.ts';

const cleanups: (() => void)[] = [];
const path = process.env['PATH'];
afterEach(() => {
  process.env['PATH'] = path;
  for (const cleanup of cleanups.splice(0)) cleanup();
});

function scratch(): ScratchRepository {
  const repository = scratchRepository();
  cleanups.push(() => repository.remove());
  return repository;
}

function folder(name = 'merge-'): string {
  const path = mkdtempSync(join(tmpdir(), name));
  cleanups.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function judge(root: string, base: string, head: string): Promise<Result<Change>> {
  const opened = await openRepository(root);
  return opened.ok ? collectChange(opened.value, base, head) : opened;
}

async function change(root: string, base: string, head: string): Promise<Change> {
  const read = await judge(root, base, head);
  if (!read.ok) throw new Error(`${read.error.message} ${String(read.error.cause)}`);
  return read.value;
}

const lines = (...more: readonly string[]) => `${[...Array(20).keys(), ...more].join('\n')}\n`;
const ci = '.github/workflows/ci.yml';
const objects = (root: string) => execFileSync('find', [join(root, '.git'), '-type', 'f'], { encoding: 'utf8' });

/** A file that the change edits and that the base has moved in the meantime. */
function movedBy(repository: ScratchRepository, move: () => void, edit: Readonly<Record<string, string>>) {
  const start = repository.git('rev-parse', 'HEAD');
  repository.git('checkout', '-q', '-b', 'change');
  const head = repository.commit(edit);
  repository.git('checkout', '-q', '-B', 'main', start);
  move();
  const base = repository.commit({});
  return { base, head, start };
}

describe('a base that went on', () => {
  it.each(['merge', 'other:merge', 'a"b\\c'])(
    'takes the edit along to where CI looks (in a folder %s)',
    async (name) => {
      const repository = scratch();
      repository.commit({ 'ci.txt': lines(), 'own/.interlock/signers': lines(), x: '1' });
      const move = () => {
        repository.git('rm', '-q', 'x');
        execFileSync('mkdir', ['-p', join(repository.root, '.github/workflows')]);
        repository.git('mv', 'ci.txt', ci);
        repository.git('mv', 'own/.interlock', '.interlock');
      };
      const { base, head } = movedBy(repository, move, {
        'ci.txt': lines('evil'),
        'own/.interlock/signers': lines('evil'),
      });
      const place = join(folder(), name);
      execFileSync('cp', ['-r', repository.root, place]);
      const before = objects(place);
      expect(await change(place, base, head)).toMatchObject({
        ciFiles: [{ path: ci, status: 'modified', line: 21, because: 'the merge takes a change there' }],
        gateFiles: [{ path: '.interlock/signers', status: 'modified' }],
        doubts: [],
      });
      expect(objects(place)).toBe(before);
    },
  );

  it('takes a new file along where it has moved the folder, whatever the repository configures', async () => {
    const repository = scratch();
    repository.commit({ 'ci/a.yml': lines(), 'ci/b.yml': lines('b') });
    const move = () => {
      execFileSync('mkdir', ['-p', join(repository.root, '.github')]);
      repository.git('mv', 'ci', '.github/workflows');
    };
    const { base, head } = movedBy(repository, move, { 'ci/new.yml': 'on: push\n' });
    for (const key of ['merge.renames', 'merge.directoryRenames', 'diff.renames'])
      repository.git('config', key, 'false');
    repository.git('config', 'merge.renameLimit', '1');
    expect(await change(repository.root, base, head)).toMatchObject({
      ciFiles: [{ path: '.github/workflows/new.yml', status: 'added' }],
    });
  });

  it('asks where the merge conflicts, also where no file has the conflict', async () => {
    const repository = scratch();
    repository.commit({ a: lines(), b: '1' });
    const move = () => writeFileSync(join(repository.root, 'a'), lines('ours'));
    const { base, head } = movedBy(repository, move, { a: lines('theirs') });
    expect((await change(repository.root, base, head)).doubts).toEqual([{ kind: 'merge-conflict', paths: ['a'] }]);

    const split = scratch();
    split.commit(Object.fromEntries([1, 2, 3, 4].map((at) => [`d/${at}`, lines(`${at}`)])));
    const apart = () => {
      for (const at of [1, 2, 3, 4]) {
        execFileSync('mkdir', ['-p', join(split.root, at < 3 ? 'x' : 'y')]);
        split.git('mv', `d/${at}`, `${at < 3 ? 'x' : 'y'}/${at}`);
      }
    };
    const two = movedBy(split, apart, { 'd/new': 'new\n' });
    expect((await change(split.root, two.base, two.head)).doubts).toMatchObject([{ kind: 'merge-conflict' }]);
  });

  it('runs no merge driver, and lets no attributes settle a conflict', async () => {
    const repository = scratch();
    repository.commit({ a: lines(), '.gitattributes': 'a merge=evil\n' });
    const move = () => writeFileSync(join(repository.root, 'a'), lines('ours'));
    const { base, head } = movedBy(repository, move, { a: lines('theirs'), '.gitattributes': '* merge=evil\n' });
    const canary = join(repository.root, '.git', 'canary');
    repository.git('config', 'merge.evil.driver', `touch ${canary}; true`);
    repository.git('config', 'merge.default', 'evil');
    writeFileSync(join(repository.root, '.git', 'info', 'attributes'), '* merge=evil\n');
    const current = process.cwd();
    try {
      process.chdir(repository.root);
      expect((await change(repository.root, base, head)).doubts).toEqual([{ kind: 'merge-conflict', paths: ['a'] }]);
    } finally {
      process.chdir(current);
    }
    expect(existsSync(canary)).toBe(false);
    // the trap works
    repository.git('checkout', '-q', '-f', base);
    repository.git('merge', '-q', '--no-edit', head);
    expect(existsSync(canary)).toBe(true);
  });

  it('needs git 2.38, and says so', async () => {
    const repository = scratch();
    repository.commit({ a: lines() });
    const { base, head, start } = movedBy(repository, () => undefined, { a: lines('x') });
    const bin = folder();
    const real = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();
    const asked = 'for last; do :; done; if [ "$last" = version ]; then echo git version 2.34.1; exit; fi';
    writeFileSync(join(bin, 'git'), `#!/bin/sh\n${asked}\nexec ${real} "$@"\n`);
    chmodSync(join(bin, 'git'), 0o755);
    process.env['PATH'] = `${bin}${delimiter}${path ?? ''}`;
    expect(await judge(repository.root, base, head)).toMatchObject({
      ok: false,
      error: {
        kind: 'service-failed',
        message: expect.stringMatching(/git version 2\.34\.1/),
        hint: expect.stringMatching(/git 2\.38 or newer/),
      },
    });
    expect(await judge(repository.root, start, head)).toMatchObject({ ok: true });
  });
});
