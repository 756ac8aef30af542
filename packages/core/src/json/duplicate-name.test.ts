import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { duplicateName } from './index.ts';

it.each([
  ['{"a":1,"a":1}', 'a'],
  ['{"a":{"b":[{"c":1,"d":2,"\\u0063":3}]}}', 'c'],
  ['{"\\"a":1,"\\"a":2}', '"a'],
  [' { "" : 1 , "" : 2 }', ''],
  ['{"__proto__":1,"__proto__":2}', '__proto__'],
])('finds the name that stands twice in %s', (text, name) => {
  expect(JSON.parse(text)).toBeDefined();
  expect(duplicateName(text)).toBe(name);
});

it.each(['{"a":{"a":[{"a":1},{"a":1}]},"b":{"a":"a\\":{"}}', '["a","a",{"b":"b"}]', '"a"', '1'])(
  'finds none in %s',
  (text) => {
    expect(JSON.parse(text)).toBeDefined();
    expect(duplicateName(text)).toBeUndefined();
  },
);

it('finds none in what JSON.stringify writes', () => {
  fc.assert(fc.property(fc.json(), (text) => expect(duplicateName(text)).toBeUndefined()));
});
