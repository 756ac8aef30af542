import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseValue } from './parse-value.ts';
import { sprintf } from './sprintf.ts';
import { printValue, toJson } from './value.ts';

describe('sprintf', () => {
  it('never throws, whatever the format and the values', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.jsonValue()), (format, values) => {
        expect(
          typeof sprintf(
            format,
            values.map((value) => parseValue(JSON.stringify(value))),
          ),
        ).toBe('string');
      }),
    );
  });

  it('leaves a text without verbs as it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const calm = text.replaceAll('%', '');
        expect(sprintf(calm, [])).toBe(calm);
      }),
    );
  });

  it.each([
    ['%d', '12345678901234567890123', '12345678901234567890123'],
    ['%v', '{3, 1, 2}', '{1, 2, 3}'],
    ['%v', 'set()', 'set()'],
    ['%.1f', '2.25', '2.2'],
    ['%.1f', '2.35', '2.4'],
  ])('prints %s of %s', (format, value, expected) => {
    expect(sprintf(format, [parseValue(value)])).toBe(expected);
  });
});

it('reads back every JSON value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json: unknown = JSON.parse(JSON.stringify(value));
      expect(toJson(parseValue(printValue(parseValue(JSON.stringify(json)))))).toEqual(json);
    }),
  );
});
