import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPathGlob, matchesPath, reachesPath } from './index.ts';

/** The same in the words of regular expressions, name by name. */
function asExpression(glob: string): RegExp {
  const names = glob.split('/');
  const parts = names.map((name, index) => {
    const isLast = index === names.length - 1;
    if (name === '**') return isLast ? '[^/]+(?:/[^/]+)*' : '(?:[^/]+/)*';
    return `${name.replaceAll('?', '[^/]').replaceAll('*', '[^/]*')}${isLast ? '' : '/'}`;
  });
  return new RegExp(`^${parts.join('')}$`);
}

describe('matchesPath', () => {
  it.each([
    ['src/a.ts', 'src/a.ts', true],
    ['src/a.ts', 'src/A.ts', false],
    ['src/*', 'src/a.ts', true],
    ['src/*', 'src/x/a.ts', false],
    ['src/**', 'src/x/y/a.ts', true],
    ['src/**', 'src', false],
    ['src/**', 'srcx/a', false],
    ['**', 'a', true],
    ['**', 'a/b', true],
    ['**/a', 'a', true],
    ['**/a', 'x/y/a', true],
    ['**/test/*.ts', 'x/test/a.ts', true],
    ['a/**/b/**/c', 'a/b/x/b/y/c', true],
    ['a/**/b/**/c', 'a/x/y/c', false],
    ['*.ts', '.ts', true],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['a*b*c', 'aXbYbZc', true],
    ['a+(b)', 'ab', false],
    ['a+(b).', 'a+(b).', true],
    ['?.md', '𝒳.md', true],
  ])('%s on %s: %s', (glob, path, answer) => {
    expect(matchesPath(glob, path)).toBe(answer);
  });

  it('agrees with an expression that says the same', () => {
    const name = fc.stringMatching(/^[ab]{1,3}$/);
    const part = fc.oneof(name, fc.constantFrom('*', '**', 'a*', '?', '*b*'));
    const join = (arbitrary: fc.Arbitrary<string>) =>
      fc.array(arbitrary, { minLength: 1, maxLength: 5 }).map((names) => names.join('/'));
    fc.assert(
      fc.property(join(part), join(name), (glob, path) => {
        expect(matchesPath(glob, path)).toBe(asExpression(glob).test(path));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes no more than a moment for a hostile glob', () => {
    const glob = `${'a*'.repeat(140)}b`;
    const deep = `${'**/a/'.repeat(50)}b`;
    const before = process.cpuUsage().user;
    expect(matchesPath(glob, 'a'.repeat(4000))).toBe(false);
    expect(matchesPath(deep, 'a/'.repeat(2000))).toBe(false);
    expect(process.cpuUsage(undefined).user - before).toBeLessThan(2_000_000);
  });
});

describe('reachesPath', () => {
  it.each([
    ['src/**', 'SRC/a', true],
    ['src/**', 'src', true],
    ['Secrets/key', 'secrets/KEY', true],
    ['caf\u00e9/*', 'cafe\u0301/a', true],
    ['src/*', 'src', false],
    ['src/gen/**', 'src', false],
  ])('%s on %s: %s', (glob, path, answer) => {
    expect(reachesPath(glob, path)).toBe(answer);
  });
});

describe('isPathGlob', () => {
  it.each(['src/**', '**', '*.md', '.github/x', 'a/**/b', 'a b/ü?'])('takes %j', (glob) => {
    expect(isPathGlob(glob)).toBe(true);
  });
  it.each(['', '/a', 'a/', 'a//b', './a', 'a/../b', '!a', 'a/{b,c}', '[ab]', 'a\\b', 'a/**.ts', 'a**', 'a\nb'])(
    'refuses %j',
    (glob) => {
      expect(isPathGlob(glob)).toBe(false);
    },
  );
});
