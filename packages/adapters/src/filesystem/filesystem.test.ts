import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { directoryTree, findFiles, hashFile, readFile, writeFile } from './index.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'interlock-files-'));

describe('readFile', () => {
  it('names a missing file, a directory and a fifo', async () => {
    const root = folder();
    execFileSync('mkfifo', [join(root, 'fifo')]);
    expect(await readFile(join(root, 'none'))).toMatchObject({
      error: { kind: 'missing-file', file: join(root, 'none') },
    });
    expect(await readFile(root)).toMatchObject({ error: { kind: 'wrong-file-type' } });
    expect(await readFile(join(root, 'fifo'))).toMatchObject({ error: { kind: 'wrong-file-type' } });
    expect(await hashFile(join(root, 'fifo'))).toMatchObject({ error: { kind: 'wrong-file-type' } });
    expect(await hashFile(root)).toMatchObject({ error: { kind: 'wrong-file-type' } });
  });
});

describe('writeFile', () => {
  it('makes folders, replaces whole files and leaves nothing else', async () => {
    const root = folder();
    await writeFile(join(root, 'a/b.json'), 'one');
    await writeFile(join(root, 'a/b.json'), 'two');
    expect(readFileSync(join(root, 'a/b.json'), 'utf8')).toBe('two');
    expect(readdirSync(join(root, 'a'))).toEqual(['b.json']);
  });

  it('fails without a trace where the target is a directory', async () => {
    const root = folder();
    mkdirSync(join(root, 'target/full'), { recursive: true });
    expect(await writeFile(join(root, 'target'), 'x')).toMatchObject({ error: { kind: 'unwritable-file' } });
    expect(readdirSync(root)).toEqual(['target']);
  });
});

describe('hashFile', () => {
  it('agrees with sha256sum on a file larger than a block', async () => {
    const path = join(folder(), 'big');
    writeFileSync(path, Buffer.alloc((1 << 20) * 2 + 17, 'interlock'));
    const oracle = execFileSync('sha256sum', [path], { encoding: 'utf8' }).slice(0, 64);
    expect(await hashFile(path)).toEqual({ ok: true, value: { digest: `sha256:${oracle}`, size: (1 << 20) * 2 + 17 } });
  });
});

describe('findFiles', () => {
  it('finds files only, sorted, and fails where nothing matches', async () => {
    const root = folder();
    mkdirSync(join(root, 'b.xml'));
    for (const name of ['c.xml', 'a.xml', 'd.txt']) writeFileSync(join(root, name), '');
    expect(await findFiles(join(root, '*.xml'))).toEqual({
      ok: true,
      value: [join(root, 'a.xml'), join(root, 'c.xml')],
    });
    expect(await findFiles(join(root, '*.json'))).toMatchObject({ error: { kind: 'no-match' } });
    expect(await findFiles(join(root, 'none.xml'))).toMatchObject({ error: { kind: 'missing-file' } });
  });
});

describe('directoryTree', () => {
  it('leaves out node_modules and .git and does not follow links', async () => {
    const root = folder();
    for (const name of ['node_modules/x', '.git/x', 'src/deep']) mkdirSync(join(root, name), { recursive: true });
    for (const name of ['node_modules/x/a', '.git/config', 'src/deep/b', 'z']) writeFileSync(join(root, name), name);
    symlinkSync('/etc/passwd', join(root, 'src/link'));
    const tree = directoryTree(root);
    expect(await tree.list()).toEqual({ ok: true, value: ['src/deep/b', 'z'] });
    expect(await tree.read('src/link')).toEqual({ ok: true, value: undefined });
    expect(await tree.read('none')).toEqual({ ok: true, value: undefined });
    expect(await directoryTree(join(root, 'z')).list()).toMatchObject({ error: { kind: 'wrong-file-type' } });
  });

  it('says so where a folder may not be read', async () => {
    const root = folder();
    mkdirSync(join(root, 'closed'));
    chmodSync(join(root, 'closed'), 0o000);
    const result = await directoryTree(root).list();
    expect(process.getuid?.() === 0 ? result.ok : !result.ok).toBe(true);
  });
});
