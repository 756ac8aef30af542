import { describe, expect, it } from '@jest/globals';
import { groupBySuite, parseSuiteGlob } from './index.ts';

describe('parseSuiteGlob', () => {
  it.each([
    ['reports/*.xml', 'unit', 'reports/*.xml'],
    ['e2e=reports/*.xml', 'e2e', 'reports/*.xml'],
    [' e2e= a=b.xml ', 'e2e', 'a=b.xml'],
    ['./a=b.xml', 'unit', './a=b.xml'],
    ['./E2E=a.xml', 'unit', './E2E=a.xml'],
    ['a.b=c.xml', 'unit', 'a.b=c.xml'],
    ['reports/a=b.xml', 'unit', 'reports/a=b.xml'],
  ])('reads %j', (text, suite, glob) => {
    expect(parseSuiteGlob(text)).toEqual({ ok: true, value: { suite, glob } });
  });

  it.each(['e2e=', '', 'e2e=  ', 'E2E=a.xml', 'end to end=a.xml', '2=a.xml'])('rejects %j', (text) => {
    expect(parseSuiteGlob(text)).toMatchObject({ ok: false, error: { kind: 'usage' } });
  });

  it('merges globs of one suite', () => {
    const globs = [
      { suite: 'unit', glob: 'a' },
      { suite: 'e2e', glob: 'b' },
      { suite: 'unit', glob: 'c' },
    ];
    expect([...groupBySuite(globs)]).toEqual([
      ['e2e', ['b']],
      ['unit', ['a', 'c']],
    ]);
  });
});
