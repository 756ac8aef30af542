import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonMembers } from './index.ts';

describe('jsonMembers', () => {
  it('finds each member and its value, whatever the white space', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ noUnicodeString: false })),
        fc.constantFrom('', ' ', '\t', 2),
        (value, indent) => {
          const text = JSON.stringify(value, null, indent);
          const parsed = JSON.parse(text) as Record<string, unknown>;
          const found = jsonMembers(text, 0).map(({ name, start, end }) => [name, JSON.parse(text.slice(start, end))]);
          expect(found).toEqual(Object.entries(parsed));
        },
      ),
    );
  });

  it('tells a member twice where it is there twice, and decodes escapes', () => {
    const text = '{ "a" : 1 ,"\\u0061":[{"}":"]\\""}] }';
    expect(jsonMembers(text, 0).map(({ name, start, end }) => [name, text.slice(start, end)])).toEqual([
      ['a', '1'],
      ['a', '[{"}":"]\\""}]'],
    ]);
  });

  it('follows a nesting of any depth and a text of any length', () => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)},"b":"${'x\\n'.repeat(1_000_000)}"}`;
    expect(jsonMembers(deep, 0).map(({ name, start, end }) => [name, end - start])).toEqual([
      ['a', 200_000],
      ['b', 3_000_002],
    ]);
  });
});
