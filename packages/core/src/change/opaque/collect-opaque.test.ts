import { describe, expect, it } from '@jest/globals';
import { fail, ok } from '../../failure/index.ts';
import { added, changed, commitOf } from '../../agent-manifest/change-fixture.ts';
import type { ChangedFile, Commit } from '../change.ts';
import { collectOpaque } from './collect-opaque.ts';

type Contents = Readonly<Record<string, string | Uint8Array>>;

const treeOf = (contents: Contents, links: Readonly<Record<string, string>> = {}) => ({
  read: async (path: string) => {
    const content = contents[path];
    if (path === 'huge.bin') return fail('bad-repository', 'Object x has 67108865 bytes; at most 67108864 are read.');
    return ok(typeof content === 'string' ? new TextEncoder().encode(content) : content);
  },
  links: async () => ok(new Map(Object.entries(links))),
});

interface Scene {
  readonly files: readonly ChangedFile[];
  readonly commits?: readonly Commit[];
  readonly before?: Contents;
  readonly after?: Contents;
  readonly links?: Readonly<Record<string, string>>;
  readonly ci?: readonly string[];
}

/** What is found, each as `where path:line kind count`. */
async function collect({ after = {}, before = {}, ci = [], commits = [], files, links = {} }: Scene) {
  const ciFiles = ci.map((path) => ({ path }));
  const looked = { files, commits, ciFiles, gateFiles: [] };
  const found = await collectOpaque(looked, { before: treeOf(before), after: treeOf(after, links) });
  if (!found.ok) throw new Error(found.error.message);
  return found.value.map(
    ({ commit, count, governs, kind, line, path, where }) =>
      `${where} ${path ?? commit?.slice(0, 3) ?? ''}:${line ?? ''} ${kind} ${count}${governs === undefined ? '' : ` ${governs}`}`,
  );
}

const lines = (path: string, ...addedLines: ChangedFile['addedLines']) => changed(path, { addedLines });
const binary = (path: string, more: Partial<ChangedFile> = {}) =>
  changed(path, { binary: true, addedLines: [], ...more });
const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
const junk = Array.from({ length: 400 }, (_, at) => (at * 7919) % 256);

describe('added lines', () => {
  it('count alone, each kind once with its first line', async () => {
    const after = { 'a.ts': 'a\u202E\nb\u202E\u202E\nc\nd\u200B\ne\u202E\n' };
    expect(await collect({ files: [lines('a.ts', [2, 2], [4, 5])], after })).toEqual([
      'content a.ts:2 bidi-control 3',
      'content a.ts:4 invisible 1',
    ]);
    expect(await collect({ files: [lines('a.ts')], after })).toEqual([]);
  });

  it('may begin with a byte order mark where the file begins, once', async () => {
    const after = { 'a.ts': '\uFEFFa\n\uFEFFb\n', 'b.ts': '\uFEFF\uFEFFa\n' };
    expect(await collect({ files: [lines('a.ts', [1, 2]), lines('b.ts', [1, 1])], after })).toEqual([
      'content a.ts:2 invisible 1',
      'content b.ts:1 invisible 1',
    ]);
  });

  it('must be UTF-8, and are read as far as they are', async () => {
    const after = { 'a.ts': bytes('x\n', [0xff], 'b\u202E\nc', [0xed, 0xa0, 0x80], '\n') };
    expect(await collect({ files: [lines('a.ts', [2, 3])], after })).toEqual([
      'content a.ts:2 bidi-control 1',
      'content a.ts:2 invalid-utf8 2',
    ]);
    expect(await collect({ files: [lines('a.ts', [1, 1])], after })).toEqual([]);
  });

  it('of source are neither long nor pushed aside', async () => {
    const text = `${'x'.repeat(5001)}\nok()${' '.repeat(200)}evil()\n`;
    const files = ['a.ts', 'a.csv', 'job.txt'].map((path) => lines(path, [1, 2]));
    const after = Object.fromEntries(files.map(({ path }) => [path, text]));
    expect(await collect({ files, after, ci: ['job.txt'] })).toEqual([
      'content a.ts:1 long-line 1',
      'content a.ts:2 pushed-aside 1',
      'content job.txt:1 long-line 1 ci',
      'content job.txt:2 pushed-aside 1 ci',
    ]);
  });

  it.each([
    ['*.js linguist-generated', 1],
    ['*.js gitlab-generated=true text', 1],
    ['src/** -diff', 1],
    ['* binary', 1],
    ['*.png binary', 0],
    ['*.js linguist-generated=false', 0],
    ['# *.js binary', 0],
    ['*.js text eol=lf', 0],
  ])('of .gitattributes hide no files: %s', async (line, count) => {
    const found = await collect({ files: [lines('x/.gitattributes', [1, 1])], after: { 'x/.gitattributes': line } });
    expect(found).toHaveLength(count);
  });

  it('are not searched for ever', async () => {
    const after = { 'a.ts': `${'\u202E'.repeat(100_002)}\n` };
    expect(await collect({ files: [lines('a.ts', [1, 1])], after })).toEqual([
      'content a.ts:1 bidi-control 100001',
      'content a.ts:1 unread 1',
    ]);
  });
});

describe('a file from which orders are taken', () => {
  it.each([
    ['.interlock/changes/fix.yml', 'gate'],
    ['.Interlock/signers', 'gate'],
    ['CODEOWNERS', 'gate'],
    ['ci/build.yml', 'ci'],
  ])('is named as one: %s', async (path, kind) => {
    const files = [changed(path, { status: 'added', addedLines: [[1, 1]] })];
    expect(await collect({ files, after: { [path]: 'a\u2066b' }, ci: ['ci/build.yml'] })).toEqual([
      `content ${path}:1 bidi-control 1 ${kind}`,
    ]);
  });
});

describe('a binary file', () => {
  it.each([
    ['ELF', bytes([0x7f], 'ELF', [0], junk), 'executable'],
    ['PE', bytes('MZ', [0], junk), 'executable'],
    ['Mach-O', bytes([0xcf, 0xfa, 0xed, 0xfe, 0], junk), 'executable'],
    ['a class', bytes([0xca, 0xfe, 0xba, 0xbe, 0], junk), 'executable'],
    ['wasm', bytes([0], 'asm', [1, 0, 0, 0], junk), 'executable'],
    ['zip', bytes('PK', [3, 4, 0], junk), 'archive'],
    ['gzip', bytes([0x1f, 0x8b, 8, 0], junk), 'archive'],
    ['tar', bytes('x'.repeat(257), 'ustar', [0]), 'archive'],
    ['anything else', bytes([0x89], 'PNG', junk), 'binary'],
    ['a text with a NUL', bytes('console.log(1)', [0]), 'text-as-binary'],
    ['UTF-16', bytes([0xff, 0xfe, 0x41, 0x04]), 'text-as-binary'],
  ])('is told by its bytes: %s', async (_, content, kind) => {
    expect(await collect({ files: [binary('data')], after: { data: content } })).toEqual([`content data: ${kind} 1`]);
  });

  it('is a text by its name, and where it was one', async () => {
    const content = bytes('/*', [0], junk, '*/ evil()');
    const files = [binary('a.js'), binary('b.dat'), binary('c.dat')];
    const after = { 'a.js': content, 'b.dat': content, 'c.dat': content };
    expect(await collect({ files, before: { 'b.dat': 'text\n', 'c.dat': bytes([0, 1]) }, after })).toEqual([
      'content a.js: text-as-binary 1',
      'content b.dat: text-as-binary 1',
      'content c.dat: binary 1',
    ]);
  });

  it('is nothing new where it only moved', async () => {
    const content = bytes([0x7f], 'ELF', [0], junk);
    const file = binary('b', { status: 'renamed', previousPath: 'a' });
    expect(await collect({ files: [file], before: { a: content }, after: { b: content } })).toEqual([]);
  });

  it('is one also where git finds no NUL at its start', async () => {
    const content = bytes([0x1f, 0x8b, 8, 2], 'x'.repeat(9000), '\n');
    expect(await collect({ files: [lines('a.txt', [2, 2])], after: { 'a.txt': content } })).toEqual([
      'content a.txt: archive 1',
    ]);
  });

  it('that cannot be read is told as such', async () => {
    expect(await collect({ files: [binary('huge.bin'), lines('gone.ts', [1, 1])] })).toEqual([
      'content huge.bin: unread 1',
      'content gone.ts: unread 1',
    ]);
  });
});

describe('names', () => {
  it('count where they are new', async () => {
    const odd = 'a\u200B\n.ts';
    const files = [
      changed(odd, { addedLines: [] }),
      changed(odd, { status: 'renamed', previousPath: 'a', addedLines: [] }),
    ];
    expect(await collect({ files })).toEqual([`path ${odd}: control 1`, `path ${odd}: invisible 1`]);
    expect(await collect({ files: [changed(odd, { status: 'deleted' })] })).toEqual([]);
  });

  it('are the targets of links too', async () => {
    const files = [added('link', '120000'), added('sub', '160000')];
    expect(await collect({ files, links: { link: 'x\u202Ey' } })).toEqual(['content link:1 bidi-control 1']);
  });

  it('stand in commits, with their messages', async () => {
    const ann = { name: 'A\u200Bnn', email: 'a@example.org' };
    const commits = [{ ...commitOf('one\n\ntwo\u{E0041}\u001B[8m\n'), author: ann }];
    expect(await collect({ files: [], commits })).toEqual([
      'commit ccc:3 control 1',
      'commit ccc: invisible 1',
      'commit ccc:3 tag 1',
    ]);
  });
});

it('names a hundred places of a kind, and of those in files of orders a hundred too', async () => {
  const plain = Array.from({ length: 130 }, (_, at) => lines(`a${at}`, [1, 1]));
  const files = [...plain, lines('z.yml', [1, 1])];
  const after = Object.fromEntries(files.map(({ path }) => [path, '\u202E']));
  const found = await collect({ files, after, ci: ['z.yml'] });
  expect(found).toHaveLength(102);
  expect(found.slice(-2)).toEqual(['more : bidi-control 30', 'content z.yml:1 bidi-control 1 ci']);
});
