import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { errorOffset } from './error-offset.ts';
import { parseJson } from './index.ts';

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('errorOffset', () => {
  it.each([
    ['', 0],
    [' \n', 2],
    ['{"a": 1', 7],
    ['["x', 3],
    ['{"a": oops}', 6],
    ['{"a" 1}', 5],
    ['{a: 1}', 1],
    ['[1,]', 3],
    ['[1 2]', 3],
    ['{"a": 1,}', 8],
    ['[1]]', 3],
    ['[1}', 2],
    ['[01]', 1],
    ['[-]', 1],
    ['[1.]', 1],
    ['["a\tb"]', 3],
    ['["\\x"]', 2],
    ['["\\u12"]', 2],
    ['1 2', 2],
    ['[\u00a01]', 1],
  ])('of %j is %j', (text, offset) => {
    expect(errorOffset(text)).toBe(offset);
  });

  it('is none exactly where JSON.parse accepts the text', () => {
    const piece = fc.constantFrom(...'{}[]:,"\\ \n-+.0123eEtruefalsn\tu'.split(''));
    const edit = fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.array(piece, { maxLength: 3 }));
    fc.assert(
      fc.property(fc.json(), fc.array(edit, { maxLength: 2 }), (json, edits) => {
        const text = edits.reduce((before, [place, gone, added]) => {
          const at = place % (before.length + 1);
          return before.slice(0, at) + added.join('') + before.slice(at + gone);
        }, json);
        expect([text, errorOffset(text) === undefined]).toEqual([text, parses(text)]);
      }),
      { numRuns: 2000 },
    );
  });

  it('follows a nesting of any depth', () => {
    expect(errorOffset(`${'['.repeat(200_000)}x`)).toBe(200_000);
  });
});

describe('parseJson', () => {
  it.each([
    ['{\n  "a": 1,\n  b\n}', 3, 'This file is not valid JSON.'],
    ['{\n"mediaType": oops\n}', 2, 'This file is not valid JSON.'],
    ['{\n  "a": [1,\n', 3, 'This file is not valid JSON: it is cut off.'],
    ['\uFEFF\n\n', 3, 'This file is not valid JSON: it is empty.'],
  ])('names file and line of %j', (text, line, message) => {
    const error = { kind: 'malformed-file', file: 'x.json', line, message };
    expect(parseJson(text, 'x.json')).toMatchObject({ ok: false, error });
  });

  it('takes a byte order mark', () => {
    expect(parseJson('\uFEFF[1]', 'x.json')).toEqual({ ok: true, value: [1] });
  });
});
