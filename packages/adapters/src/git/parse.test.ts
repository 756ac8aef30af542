import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changedFiles } from './changed-files.ts';
import { parseTree } from './commit-tree.ts';
import { parseBatch, type BatchAnswer } from './parse-batch.ts';
import { parseCommit } from './parse-commit.ts';
import { scratchRepository } from './scratch-repository.ts';

const id = 'a'.repeat(40);
const encode = (text: string) => new TextEncoder().encode(text);

describe('parseBatch', () => {
  const limit = 20;
  const content = fc.uint8Array({ maxLength: 30 });

  it('finds the same answers however the stream is cut', () => {
    const part = fc.oneof(content, fc.constant(undefined));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), fc.array(fc.integer({ min: 1, max: 40 })), (parts, cuts) => {
        const stream = Buffer.concat(
          parts.map((bytes) =>
            bytes === undefined
              ? Buffer.from(`${id} missing\n`)
              : Buffer.concat([Buffer.from(`${id} blob ${bytes.length}\n`), bytes, Buffer.from('\n')]),
          ),
        );
        const answers: BatchAnswer[] = [];
        const feed = parseBatch(limit, (answer) => answers.push(answer));
        let at = 0;
        for (const cut of cuts) feed(stream.subarray(at, (at += cut)));
        feed(stream.subarray(at));
        expect(answers).toEqual(
          parts.map((bytes) => {
            if (bytes === undefined) return { kind: 'missing' };
            if (bytes.length > limit) return { kind: 'too-large', size: bytes.length };
            return { kind: 'object', type: 'blob', content: bytes };
          }),
        );
      }),
    );
  });
});

describe('parseCommit', () => {
  const raw = (more: string, author = 'A <a@example.com> 5 +0000') =>
    encode(`tree ${id}\nparent ${id}\nparent ${id}\nauthor ${author}\ncommitter B <> 7 -0330\n${more}`);

  it('reads signatures over several lines, empty and missing messages', () => {
    const signed = 'gpgsig -----BEGIN SSH SIGNATURE-----\n author E <e@example.com> 1 +0000\n -----END\n';
    const commit = { id, parents: [id, id], tree: id, committer: { name: 'B', email: '' }, committedAt: 7 };
    expect(parseCommit(id, raw(`${signed}\nsubject\n\nauthor X`))).toEqual({
      ...commit,
      author: { name: 'A', email: 'a@example.com' },
      message: 'subject\n\nauthor X',
    });
    expect(parseCommit(id, raw(''))).toMatchObject({ ...commit, message: '' });
    expect(parseCommit(id, raw('\n'))).toMatchObject({ ...commit, message: '' });
  });

  it.each(['A <a> b> 5 +0000', 'A <a@example.com>', 'A a@example.com 5 +0000', ''])(
    'refuses the author %j',
    (author) => {
      expect(parseCommit(id, raw('\nx', author))).toBeUndefined();
    },
  );

  it('answers any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(parseCommit(id, bytes)).toBeUndefined();
      }),
    );
  });
});

describe('parseTree', () => {
  const entry = (path: string) => `100644 blob ${id}\t${path}\0`;

  it.each(['../x', 'a/../x', '/x', 'a//x', './x'])('refuses the path %j', (path) => {
    expect(parseTree(encode(entry(path)))).toMatchObject({ ok: false, error: { kind: 'bad-repository' } });
  });

  it('refuses a path that is there twice', () => {
    const twice = `${entry('a')}120000 blob ${id}\ta\0`;
    expect(parseTree(encode(twice))).toMatchObject({ ok: false, error: { kind: 'bad-repository' } });
    expect(parseTree(encode(entry('a')))).toMatchObject({ ok: true });
    expect(parseTree(encode('what'))).toMatchObject({ ok: false });
    expect(parseTree(encode(''))).toEqual({ ok: true, value: { files: new Map(), links: new Map(), submodules: [] } });
  });
});

describe('changedFiles', () => {
  it('tells paths apart whatever bytes they have', async () => {
    const repository = scratchRepository();
    const base = repository.commit({ base: '1' });
    const odd = ['\t', '\n', '"', '\\', '\\n', 'é', '\x01', '\x7f', '\u{1f600}', ' ', '=>', '{a => b}', '\\303'];
    const paths = odd.map((text) => `x${text}y`);
    const head = repository.commit(
      Object.fromEntries(paths.map((path) => [path, 'diff --git a/x b/x\n@@ -1 +1 @@\n'])),
    );
    const files = await changedFiles(join(repository.root, '.git'), base, head);
    expect(files.ok && files.value.map((file) => file.path).toSorted()).toEqual(paths.toSorted());
    expect(files.ok && files.value.every(({ added, addedLines }) => added === 2 && addedLines.length === 1)).toBe(true);
    expect(await changedFiles(join(repository.root, '.git'), head, head)).toEqual({ ok: true, value: [] });
    writeFileSync(Buffer.concat([Buffer.from(`${repository.root}/`), Buffer.from([0xff])]), 'x');
    expect(await changedFiles(join(repository.root, '.git'), head, repository.commit({}))).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/not UTF-8/) },
    });
    repository.remove();
  });
});
