import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nameCharacter } from './character-names.ts';
import { hiddenInLine, hiddenInName } from './hidden-characters.ts';

const named = (found: Iterable<{ readonly kind: Parameters<typeof nameCharacter>[1]; readonly codePoint: number }>) =>
  [...found].map(({ codePoint, kind }) => `${kind}: ${nameCharacter(codePoint, kind)}`);

/** The ranges of the issue, written out: the properties of the engine must name at least these. */
const alwaysHidden: readonly (readonly [string, number, number])[] = [
  ['bidi-control', 0x202a, 0x202e],
  ['bidi-control', 0x2066, 0x2069],
  ['bidi-control', 0x200e, 0x200f],
  ['bidi-control', 0x061c, 0x061c],
  ['invisible', 0x200b, 0x200d],
  ['invisible', 0x2060, 0x2064],
  ['invisible', 0xfeff, 0xfeff],
  ['invisible', 0x00ad, 0x00ad],
  ['invisible', 0x180e, 0x180e],
  ['invisible', 0x115f, 0x1160],
  ['invisible', 0x3164, 0x3164],
  ['invisible', 0xffa0, 0xffa0],
  ['tag', 0xe0000, 0xe007f],
  ['variation-selector', 0xe0100, 0xe01ef],
  ['variation-selector', 0xfe00, 0xfe0f],
  ['private-use', 0xe000, 0xf8ff],
  ['private-use', 0xf0000, 0xffffd],
  ['control', 0x00, 0x08],
  ['control', 0x0e, 0x1f],
  ['control', 0x7f, 0x84],
  ['control', 0x86, 0x9f],
  ['line-break', 0x0b, 0x0b],
  ['line-break', 0x85, 0x85],
  ['line-break', 0x2028, 0x2029],
  ['invalid-utf8', 0xd800, 0xdfff],
];
const anyHidden = fc
  .constantFrom(...alwaysHidden)
  .chain(([kind, first, last]) => fc.integer({ min: first, max: last }).map((codePoint) => ({ kind, codePoint })));
const ascii = fc.string({ unit: 'grapheme-ascii', maxLength: 20 });

describe('hiddenInLine', () => {
  it('finds each hidden character between ASCII, wherever it stands', () => {
    fc.assert(
      fc.property(ascii, ascii, anyHidden, (before, after, { codePoint, kind }) => {
        fc.pre(!(/[0-9#*]$/.test(before) && codePoint >= 0xfe0e && codePoint <= 0xfe0f));
        expect([...hiddenInLine(`${before}${String.fromCodePoint(codePoint)}${after}`)]).toEqual([{ kind, codePoint }]);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds all but the first of a run, after whatever it stands', () => {
    const run = fc.tuple(fc.string({ unit: 'grapheme' }), anyHidden, fc.integer({ min: 2, max: 6 }));
    fc.assert(
      fc.property(run, ([before, { codePoint, kind }, length]) => {
        // two surrogates make a character; a space between words and a break are none of a run's business
        fc.pre(kind !== 'invalid-utf8');
        const found = [...hiddenInLine(before + String.fromCodePoint(codePoint).repeat(length))];
        expect(found.filter((one) => one.codePoint === codePoint).length).toBeGreaterThanOrEqual(length - 1);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    [
      'an emoji with its selector',
      '\u26A0\uFE0F \u26A0\uFE0E \u{1F44D}\u{1F3FD} 1\uFE0F\u20E3 #\uFE0F\u20E3 \u00A9\uFE0F',
    ],
    [
      'emoji that are joined',
      '\u{1F469}\u200D\u{1F4BB} \u{1F3F3}\uFE0F\u200D\u{1F308} \u{1F468}\u{1F3FD}\u200D\u{1F469}\u{1F3FF} \u2764\uFE0F\u200D\u{1F525} \u{1F64B}\u200D\u2640\uFE0F',
    ],
    ['the flag of Scotland', 'a \u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F} b'],
    ['Persian', '\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645'],
    ['Hindi', '\u0915\u094D\u200D\u0937 \u0936\u094D\u200C\u092F \u0930\u094D\u200D'],
    ['Sinhala', '\u0DC1\u0DCA\u200D\u0DBB\u0DD3'],
    ['Thai and Khmer with places for a line break', '\u0E01\u0E32\u200B\u0E23 \u1780\u200B\u1781'],
    ['Mongolian', '\u1820\u180B \u1820\u180E\u1820'],
    ['Hebrew and Arabic without controls', '\u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627 abc'],
    ['a sign in its standardized variant', '\u2229\uFE00 \u4E0D\uFE00'],
    [
      'accents, Han, Hangul, wide blanks, tabs and the end of a line',
      'caf\u00E9 e\u0301 \u6F22\u5B57 \uD55C \u00A0\u3000\t\f\r',
    ],
  ])('leaves %s alone', (_, line) => {
    expect(named(hiddenInLine(line))).toEqual([]);
  });

  it.each([
    ['a joiner between letters of Latin', 'ad\u200Dmin', 'invisible: U+200D (zero width joiner)'],
    ['a joiner after an emoji and before none', '\u{1F469}\u200Da', 'invisible: U+200D (zero width joiner)'],
    ['a second joiner', '\u0915\u094D\u200D\u200C', 'invisible: U+200C (zero width non-joiner)'],
    ['a space of no width beside Thai', '\u0E01\u200Ba', 'invisible: U+200B (zero width space)'],
    ['a selector after a digit', '1\uFE0F', 'variation-selector: U+FE0F (variation selector)'],
    ['a second selector', '\u26A0\uFE0F\uFE0F', 'variation-selector: U+FE0F (variation selector)'],
    ['a selector of no emoji after one', '\u26A0\uFE01', 'variation-selector: U+FE01 (variation selector)'],
    ['tags after a flag that spell none', '\u{1F3F4}\u{E0067}', 'tag: U+E0067 (tag character)'],
    ['a carriage return within a line', '// a\rb()', 'line-break: U+000D (carriage return)'],
    ['a byte order mark within', 'a\uFEFF', 'invisible: U+FEFF (zero width no-break space)'],
    ['a variant of an ideograph', '\u845B\u{E0100}', 'ideographic-variation: U+E0100 (variation selector)'],
    ['an escape', '\u001B[8m', 'control: U+001B (escape)'],
    ['a mark beside Hebrew', '\u05E9\u200F', 'bidi-control: U+200F (right-to-left mark)'],
  ])('finds %s', (_, line, expected) => {
    expect(named(hiddenInLine(line))).toEqual([expected]);
  });
});

describe('hiddenInName', () => {
  it('finds line breaks too', () => {
    expect(named(hiddenInName('a\tb\nc\u202E\r'))).toEqual([
      'control: U+0009 (control character)',
      'control: U+000A (control character)',
      'control: U+000D (carriage return)',
      'bidi-control: U+202E (right-to-left override)',
    ]);
  });
});

it('names every character in ASCII', () => {
  fc.assert(
    fc.property(anyHidden, ({ codePoint }) => {
      expect(nameCharacter(codePoint, 'control')).toMatch(/^U\+[0-9A-F]{4,6} \([a-z -]+\)$/);
    }),
  );
});
