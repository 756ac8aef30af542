import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseJson } from './index.ts';

it.each([
  ['', 1],
  ['{\n"a": 1\n', 3],
  ['{\n"a": 1,\n}', 3],
  ['{\n"a": 1,\n"b": <', 3],
  ['{"a": 1}\n\n<', 3],
  ['<html>\n</html>\n', 1],
  ['\u0000', 1],
  ['{\n\n"a": trux\n}', 3],
])('names the line where %j goes wrong', (text, line) => {
  expect(parseJson(text, 'f')).toMatchObject({ error: { kind: 'malformed-file', file: 'f', line } });
});

it('reads what JSON.parse reads, after a byte order mark too', () => {
  expect(parseJson('\uFEFF{"a":1}', 'f')).toEqual({ ok: true, value: { a: 1 } });
  fc.assert(
    fc.property(fc.json(), (text) => expect(parseJson(text, 'f')).toEqual({ ok: true, value: JSON.parse(text) })),
  );
});

it('names a line of the text for any text that is no JSON', () => {
  const broken = fc.tuple(fc.json(), fc.string()).map(([json, more]) => `${json}\n${more}<`);
  fc.assert(
    fc.property(broken, (text) => {
      const parsed = parseJson(text, 'f');
      const line = parsed.ok ? undefined : parsed.error.line;
      return line !== undefined && line >= 1 && line <= text.split('\n').length;
    }),
  );
});
