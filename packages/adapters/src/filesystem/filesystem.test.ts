import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  checkOutputs,
  directoryTree,
  findFiles,
  hashFile,
  readFile,
  removeFiles,
  writeFile,
  writeFiles,
} from './index.ts';

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

describe('writeFiles', () => {
  it('writes all files, over old ones and into new folders', async () => {
    const root = folder();
    writeFileSync(join(root, 'a'), 'old');
    const long = 'x'.repeat(255);
    const files = ['a', 'b/c/d', long].map((name) => ({ path: join(root, name), content: name }));
    expect(await writeFiles(files)).toEqual({ ok: true, value: undefined });
    expect(files.map(({ path }) => readFileSync(path, 'utf8'))).toEqual(['a', 'b/c/d', long]);
    expect(readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()).toEqual(['a', 'b', 'b/c', 'b/c/d', long]);
  });

  it.each([
    ['a folder', 'folder', /it is a directory/],
    ['a fifo', 'fifo', /not a regular file/],
    ['a device', '/dev/null', /not a regular file/],
    ['below a file', 'old/x/y', /a part of the path is a file/],
    ['below a link to itself', 'loop/x', /ELOOP/],
    ['of too long a name', 'x'.repeat(256), /ENAMETOOLONG/],
  ])('writes nothing where one target is %s', async (_, name, message) => {
    const root = folder();
    mkdirSync(join(root, 'folder'));
    execFileSync('mkfifo', [join(root, 'fifo')]);
    symlinkSync('loop', join(root, 'loop'));
    writeFileSync(join(root, 'old'), 'old');
    const paths = [join(root, 'old'), join(root, 'new/file'), resolve(root, name)];
    const failed = await writeFiles(paths.map((path) => ({ path, content: 'new' })));
    expect(failed).toMatchObject({ error: { kind: 'unwritable-file', file: paths[2] } });
    expect(failed).toMatchObject({ error: { message: expect.stringMatching(message) } });
    expect(readFileSync(join(root, 'old'), 'utf8')).toBe('old');
    expect(readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()).toEqual(['fifo', 'folder', 'loop', 'old']);
  });

  it('puts everything back where a later rename fails', async () => {
    const root = folder();
    writeFileSync(join(root, 'old'), 'old');
    // The last file needs a folder where the third is to stand.
    const paths = ['old', 'first', 'x', 'x/y'].map((name) => join(root, name));
    const failed = await writeFiles(paths.map((path) => ({ path, content: 'new' })));
    expect(failed).toMatchObject({ error: { kind: 'unwritable-file', file: join(root, 'x') } });
    expect(readFileSync(join(root, 'old'), 'utf8')).toBe('old');
    expect(readdirSync(root)).toEqual(['old']);
  });
});

describe('an output behind a symbolic link of a work tree', () => {
  /** A work tree, and a folder beside it that no link may reach. */
  function tree(links: Readonly<Record<string, string>>) {
    const top = folder();
    for (const name of ['outside', 'tree/.git/hooks', 'tree/inside']) mkdirSync(join(top, name), { recursive: true });
    for (const [name, target] of Object.entries(links)) {
      mkdirSync(join(top, 'tree', name, '..'), { recursive: true });
      symlinkSync(target, join(top, 'tree', name));
    }
    return { root: join(top, 'tree'), outside: join(top, 'outside') };
  }

  it.each([
    ['the folder', { out: '../outside' }, 'out/a'],
    ['a parent of the folder', { '.interlock': '../outside' }, '.interlock/out/deep/a'],
    ['a link to a link', { one: 'two', two: '../outside' }, 'one/a'],
    ['a way back up', { out: '../outside' }, 'out/../outside/a'],
    ['a link to nowhere', { out: '../outside/new' }, 'out/a'],
    ['the git directory', { out: '.git/hooks' }, 'out/a'],
  ])('is refused: %s', async (_, links, name) => {
    const { outside, root } = tree(links);
    const path = `${root}/${name}`;
    const error = { kind: 'unwritable-file', file: path, message: expect.stringMatching(/leads out of the work tree/) };
    expect(await checkOutputs([{ input: 'output-file', path }], [])).toMatchObject({ error });
    expect(await writeFiles([{ path, content: 'x' }])).toMatchObject({ error });
    expect(await removeFiles([path])).toMatchObject({ error });
    expect([readdirSync(outside), readdirSync(join(root, '.git/hooks'))]).toEqual([[], []]);
  });

  it('is written where the link stays in the tree, and a path of the user leads out of it', async () => {
    const { outside, root } = tree({ out: 'inside' });
    for (const path of [`${root}/out/a`, `${root}/../outside/b`])
      expect(await writeFile(path, 'x')).toMatchObject({ ok: true });
    expect([readdirSync(join(root, 'inside')), readdirSync(outside)]).toEqual([['a'], ['b']]);
  });

  it('takes the place of a link at its end', async () => {
    const { outside, root } = tree({ a: '../outside/target', b: '../outside/none' });
    writeFileSync(join(outside, 'target'), 'old');
    const written = await writeFiles(['a', 'b', 'c'].map((name) => ({ path: join(root, name), content: 'new' })));
    expect(written).toMatchObject({ ok: true });
    expect([readFileSync(join(root, 'a'), 'utf8'), lstatSync(join(root, 'b')).isFile()]).toEqual(['new', true]);
    expect([readdirSync(outside), readFileSync(join(outside, 'target'), 'utf8')]).toEqual([['target'], 'old']);
  });
});

describe('checkOutputs', () => {
  const named = (root: string, names: readonly string[]) =>
    names.map((name, index) => ({ input: `input-${index}`, path: `${root}/${name}` }));

  it.each([
    ['one file by two spellings', ['a', './x/../a'], [], /input-0 and input-1 name the same file/],
    ['one file through a linked folder', ['x/a', 'linked/a'], [], /name the same file/],
    ['a file that is read', ['a'], ['x/../a'], /input-0 would replace .*, which is read for input-0/],
    ['the file behind a link that is read', ['key'], ['link'], /would replace/],
    ['a folder', ['x'], [], /it is a directory/],
  ] as const)('refuses %s', async (_, outputs, read, message) => {
    const root = folder();
    mkdirSync(join(root, 'x'));
    symlinkSync('x', join(root, 'linked'));
    writeFileSync(join(root, 'key'), '');
    symlinkSync('key', join(root, 'link'));
    const answer = await checkOutputs(named(root, outputs), named(root, read));
    expect(answer).toMatchObject({ ok: false, error: { message: expect.stringMatching(message) } });
  });

  it('lets files be replaced that nobody reads, and makes nothing', async () => {
    const root = folder();
    writeFileSync(join(root, 'a'), '');
    expect(await checkOutputs(named(root, ['a', 'b/c']), named(root, ['d']))).toMatchObject({ ok: true });
    expect(readdirSync(root)).toEqual(['a']);
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
});

describe('files that the user may not touch', () => {
  /** Root may read everything: root acts as another user meanwhile. */
  async function asOtherUser<T>(act: () => Promise<T>): Promise<T> {
    if (process.geteuid?.() !== 0) return act();
    process.seteuid?.(65534);
    try {
      return await act();
    } finally {
      process.seteuid?.(0);
    }
  }

  function closed(): string {
    const root = folder();
    mkdirSync(join(root, 'closed'));
    writeFileSync(join(root, 'secret'), '');
    chmodSync(join(root, 'secret'), 0o000);
    chmodSync(join(root, 'closed'), 0o000);
    chmodSync(root, 0o555);
    return root;
  }

  it.each([
    ['read', (root: string) => readFile(join(root, 'secret'))],
    ['hashed', (root: string) => hashFile(join(root, 'secret'))],
    ['read below a closed folder', (root: string) => readFile(join(root, 'closed/x'))],
    ['found below a closed folder', (root: string) => findFiles(join(root, 'closed/x'))],
    ['listed', (root: string) => directoryTree(root).list()],
  ])('are not %s, and the failure says why', async (_, act) => {
    const root = closed();
    const error = { kind: 'unreadable-file', message: 'This file may not be read.' };
    expect(await asOtherUser<unknown>(() => act(root))).toMatchObject({ ok: false, error });
  });

  it.each(['new', 'secret', 'closed/x', 'new/x'])('are not written: %s', async (name) => {
    const root = closed();
    const file = join(root, name);
    expect(await asOtherUser(() => writeFile(file, 'x'))).toMatchObject({ error: { kind: 'unwritable-file', file } });
    expect(readdirSync(root)).toEqual(['closed', 'secret']);
  });
});
