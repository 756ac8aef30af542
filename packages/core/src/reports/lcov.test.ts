import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { percentOf, readLcov, totalsOf, uncoveredLines } from './index.ts';

const only = (text: string) => {
  const read = readLcov(text, 'l', '/r');
  const file = read.ok ? read.value.get('a.ts') : undefined;
  if (file === undefined) return read;
  return { lines: totalsOf(file.lines), branches: totalsOf(file.branches), functions: totalsOf(file.functions) };
};

describe('readLcov', () => {
  it('merges records of one file by line, branch and function', () => {
    const text =
      'TN:\nSF:/r/a.ts\nFN:1,f\nFN:2,4,g\nFNDA:0,f\nFNDA:1,g\nDA:1,0\nDA:2,3\nBRDA:1,0,0,-\nBRDA:1,0,1,2\nend_of_record\n' +
      'SF:./a.ts\nFNL:0,1\nFNA:0,7,f\nDA:1,4,hash\nBRDA:1,0,0,0\nend_of_record\n';
    expect(only(text)).toEqual({
      lines: { found: 2, hit: 2 },
      branches: { found: 2, hit: 1 },
      functions: { found: 2, hit: 2 },
    });
  });

  it('takes totals where there are no details, and where they find more', () => {
    const text = 'SF:a.ts\nDA:1,1\nLF:4\nLH:4\nBRF:6\nBRH:9\nFNF:2\nend_of_record\n';
    expect(only(text)).toEqual({
      lines: { found: 4, hit: 1 },
      branches: { found: 6, hit: 6 },
      functions: { found: 2, hit: 0 },
    });
  });

  it('tells what was not measured from what has nothing', () => {
    expect(only('SF:a.ts\nDA:1,1\nBRF:0\nBRH:0\nend_of_record')).toMatchObject({
      branches: { found: 0, hit: 0 },
      functions: null,
    });
  });

  it.each([
    ['', 1],
    ['SF:../a\n', 1],
    ['SF:/x/a\n', 1],
    ['SF:C:\\x\\a\n', 1],
    ['SF:a\nDA:x,1\n', 2],
    ['SF:a\nBRDA:1,0,0,x\n', 2],
    ['SF:a\nFNF:x\n', 2],
    ['DA:1,1\n', 1],
    ['SF:a\nLF:3\nend_of_record\n', 3],
    ['SF:a\nDA:1,1', 2],
  ])('rejects %j', (text, line) => {
    expect(readLcov(text, 'l', '/r')).toMatchObject({ ok: false, error: { kind: 'malformed-file', line } });
  });

  it('reads random line hits as they were written', () => {
    const hits = fc.dictionary(fc.integer({ min: 1, max: 1e6 }).map(String), fc.nat(), { minKeys: 1 });
    fc.assert(
      fc.property(hits, (lines) => {
        const data = Object.entries(lines).map(([line, count]) => `DA:${line},${count}\n`);
        const read = readLcov(`SF:a.ts\n${data.join('')}end_of_record\n`, 'l', '/r');
        const written = new Map(Object.entries(lines).map(([line, count]) => [Number(line), count]));
        expect(read.ok && read.value.get('a.ts')?.lines.hits).toEqual(written);
      }),
    );
  });

  it('never throws', () => {
    const part = fc.constantFrom('SF:', 'a', '\n', 'DA:1,', '1', 'BRDA:', 'end_of_record', 'LF:', ',');
    const text = fc.oneof(
      fc.string(),
      fc.array(part).map((parts) => parts.join('')),
    );
    fc.assert(fc.property(text, (text) => typeof readLcov(text, 'l', '/r').ok === 'boolean'));
  });
});

describe('coverage', () => {
  it('never rounds up', () => {
    expect([percentOf(2, 3), percentOf(99_999, 100_000), percentOf(0, 0)]).toEqual([66.66, 99.99, null]);
  });

  it('gives consecutive lines without a hit as ranges', () => {
    const hits = new Map([
      [9, 0],
      [2, 0],
      [3, 0],
      [5, 1],
      [6, 0],
    ]);
    expect(uncoveredLines(hits)).toEqual([
      [2, 3],
      [6, 6],
      [9, 9],
    ]);
  });
});
