import { describe, expect, it } from '@jest/globals';
import { npmPurl } from './index.ts';
import { publicAddress, sourceOf } from './source.ts';

describe('npmPurl', () => {
  it('encodes a scope and keeps case', () => {
    expect(npmPurl('@Scope/JSONStream', '1.0.0+build')).toBe('pkg:npm/%40Scope/JSONStream@1.0.0%2Bbuild');
  });

  it('sorts qualifiers and cleans the subpath', () => {
    expect(npmPurl('a', '', { vcs_url: 'git://h/p@1', checksum: 'x', empty: '' }, '/./b/../c d/')).toBe(
      'pkg:npm/a?checksum=x&vcs_url=git:%2F%2Fh%2Fp%401#b/c%20d',
    );
  });
});

describe('sourceOf', () => {
  it.each([
    ['https://registry.npmjs.org/a/-/a-1.0.0.tgz', { kind: 'registry' }],
    ['1.0.0', { kind: 'registry' }],
    ['file:../a.tgz', { kind: 'file', address: '../a.tgz' }],
    ['git+ssh://git@github.com/o/r.git#abc', { kind: 'git', address: 'git+ssh://github.com/o/r.git@abc' }],
    ['git+https://user:token@host/o/r.git#abc', { kind: 'git', address: 'git+https://host/o/r.git@abc' }],
    ['https://user:token@host/o/r.git?key=1#abc', { kind: 'git', address: 'git+https://host/o/r.git@abc' }],
    ['git@github.com:o/r.git#abc', { kind: 'git', address: 'git+ssh://github.com/o/r.git@abc' }],
  ])('%s', (reference, expected) => {
    expect(sourceOf(reference)).toEqual(expected);
  });
});

describe('publicAddress', () => {
  it.each([
    ['https://user:pass@host/a.tgz?token=1#x', 'https://host/a.tgz'],
    ['HTTP://host/a.tgz', 'http://host/a.tgz'],
    ['ftp://host/a.tgz', undefined],
    ['javascript:alert(1)', undefined],
    ['https://', undefined],
  ])('%s', (text, expected) => {
    expect(publicAddress(text)).toBe(expected);
  });
});
