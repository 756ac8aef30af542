import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readTraceability, testOf } from '../../scripts/faces/traceability.ts';

const root = resolve(import.meta.dirname, '../..');
const { last, requirements } = readTraceability();
const entries = Object.entries(requirements);

/** A test runs under this title: it stands where `it`, `it.each` or a table of theirs takes one. */
function hasTest(path: string, title: string): boolean {
  const source = readFileSync(join(root, path), 'utf8');
  const quoted = [`'${title}'`, `"${title}"`, `\`${title}\``];
  return quoted.some((text) =>
    source
      .split(text)
      .slice(0, -1)
      .some((before) => /(?:\bit(?:\.each\([\s\S]{0,200}\))?|\))\(\s*$/.test(before)),
  );
}

describe('the requirements', () => {
  it('are all there, R1 to R165 and D1 to D7, in their order', () => {
    expect(last).toEqual({ R: 165, D: 7 });
    const numbers = (letter: string, count: number) => Array.from({ length: count }, (_, at) => `${letter}${at + 1}`);
    expect(entries.map(([number]) => number)).toEqual([...numbers('R', last.R), ...numbers('D', last.D)]);
  });

  it.each(entries)(
    '%s is shown by tests that there are, or says what is not there yet',
    (_, { notYet, tests = [] }) => {
      expect(tests.length > 0 || notYet !== undefined).toBe(true);
      const absent = tests.map(testOf).filter(({ path, title }) => !path.endsWith('.test.ts') || !hasTest(path, title));
      expect(absent).toEqual([]);
    },
  );
});

describe('hasTest', () => {
  it('finds titles of tests, and no other text', () => {
    const own = 'test/traceability/traceability.test.ts';
    expect(hasTest(own, 'finds titles of tests, and no other text')).toBe(true);
    expect(hasTest(own, 'hasTest')).toBe(false);
    expect(hasTest(own, 'no such title')).toBe(false);
  });
});
