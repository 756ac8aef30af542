import { describe, expect, it } from '@jest/globals';
import { ok } from '../failure/index.ts';
import type { ChangedFile } from './change.ts';
import { findHidden } from './find-hidden.ts';
import { hiddenCharactersIn } from './hidden-characters.ts';

describe('hiddenCharactersIn', () => {
  it.each([
    ['bidi-control', 'if (admin) {\u202E', 'U+202E'],
    ['bidi-control', '\u2066// ok', 'U+2066'],
    ['bidi-control', 'a\u061Cb', 'U+061C'],
    ['zero-width', 'ad\u200Bmin', 'U+200B'],
    ['zero-width', 'ad\u200Dmin', 'U+200D'],
    ['zero-width', 'const \u3164 = 1', 'U+3164'],
    ['zero-width', 'a\uFEFFb', 'U+FEFF'],
    ['variation-selector', 'a\uFE0F', 'U+FE0F'],
    ['variation-selector', 'x\u{E0101}', 'U+E0101'],
    ['tag', 'x\u{E0041}', 'U+E0041'],
  ])('sees a %s (case %#)', (kind, line, character) => {
    expect(hiddenCharactersIn(line)).toEqual([{ kind, character }]);
  });

  it.each([
    ['an emoji with its selector', '\u26A0\uFE0F \u{1F44D}\u{1F3FD} 1\uFE0F\u20E3'],
    ['a family, which is joined', '\u{1F469}\u200D\u{1F4BB} \u{1F3F3}\uFE0F\u200D\u{1F308}'],
    [
      'Persian and Hindi, which are written with joiners',
      '\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645 \u0915\u094D\u200D\u0937',
    ],
    ['accents, Han and tabs', 'caf\u00E9 e\u0301 \u6F22\u5B57\t'],
  ])('leaves %s alone', (_, line) => {
    expect(hiddenCharactersIn(line)).toEqual([]);
  });

  it('takes a selector once after an emoji, and no run of them for anything visible', () => {
    expect(hiddenCharactersIn(`\u26A0\uFE0F\uFE0F${'\uFE01'.repeat(3)}`)).toHaveLength(4);
  });
});

describe('findHidden', () => {
  const file = (more: Partial<ChangedFile>): ChangedFile => ({
    path: 'a.ts',
    status: 'modified',
    oldMode: '100644',
    newMode: '100644',
    added: 1,
    removed: 0,
    binary: false,
    addedLines: [[2, 2]],
    ...more,
  });
  const find = async (one: ChangedFile, content: string | Uint8Array) => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const found = await findHidden([one], { read: async () => ok(bytes) });
    return found.ok ? found.value.map(({ line, count, kind }) => `${line ?? 'path'} ${kind} ${count}`) : found;
  };

  it('looks at added lines alone, and counts in each', async () => {
    expect(await find(file({}), 'a\u202E\nb\u202E\u202Ec\u200B\nd\u202E\n')).toEqual([
      '2 bidi-control 2',
      '2 zero-width 1',
    ]);
    expect(await find(file({ addedLines: [] }), 'a\u202E\n')).toEqual([]);
  });

  it('looks at every line of a text that git was told to take for binary, or that is not all UTF-8', async () => {
    expect(await find(file({ binary: true, addedLines: [] }), 'a\nb\u202E\n')).toEqual(['2 bidi-control 1']);
    const broken = Buffer.concat([Buffer.from('x\n'), Buffer.of(0xff), Buffer.from('b\u202E\n')]);
    expect(await find(file({}), broken)).toEqual(['2 bidi-control 1']);
  });

  it('finds nothing in what is no text, is gone, or is a link; a mark at the start of a file is none of its text', async () => {
    expect(await find(file({ binary: true }), 'a\0\u202E\n')).toEqual([]);
    expect(await find(file({ status: 'deleted' }), 'a\nb\u202E\n')).toEqual([]);
    expect(await find(file({ newMode: '120000' }), 'a\nb\u202E\n')).toEqual([]);
    expect(await find(file({ addedLines: [[1, 1]] }), '\uFEFFa\n')).toEqual([]);
  });

  it('finds it in a new path, and names no more than a hundred places', async () => {
    expect(await find(file({ path: 'a\u200B.ts', status: 'added', addedLines: [] }), '')).toEqual([
      'path zero-width 1',
    ]);
    const many = file({ addedLines: [[1, 300]] });
    expect(await find(many, 'a\u202E\n'.repeat(300))).toHaveLength(100);
  });
});
