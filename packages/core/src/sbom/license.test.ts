import { describe, expect, it } from '@jest/globals';
import { readLicenses } from './index.ts';

describe('readLicenses', () => {
  it.each([
    ['MIT', [{ kind: 'id', text: 'MIT' }]],
    [' MIT ', [{ kind: 'id', text: 'MIT' }]],
    ['mit', [{ kind: 'name', text: 'mit' }]],
    ['(MIT OR Apache-2.0)', [{ kind: 'expression', text: '(MIT OR Apache-2.0)' }]],
    ['Apache-2.0+', [{ kind: 'expression', text: 'Apache-2.0+' }]],
    [
      'GPL-2.0-only WITH Classpath-exception-2.0',
      [{ kind: 'expression', text: 'GPL-2.0-only WITH Classpath-exception-2.0' }],
    ],
    ['SEE LICENSE IN LICENSE.md', [{ kind: 'name', text: 'SEE LICENSE IN LICENSE.md' }]],
    ['UNLICENSED', [{ kind: 'name', text: 'UNLICENSED' }]],
    ['#MIT', [{ kind: 'name', text: '#MIT' }]],
    ['', []],
    [undefined, []],
    [5, []],
    [{ type: 'MIT', url: 'https://example.com' }, [{ kind: 'id', text: 'MIT' }]],
    [
      [{ type: 'MIT' }, 'ISC', { name: 'Own' }, 'MIT', 7],
      [
        { kind: 'id', text: 'ISC' },
        { kind: 'id', text: 'MIT' },
        { kind: 'name', text: 'Own' },
      ],
    ],
  ])('reads %j', (field, expected) => {
    expect(readLicenses(field)).toEqual(expected);
  });

  it('takes hostile text as a name', () => {
    for (const text of ['('.repeat(100_000), `${'MIT OR '.repeat(50_000)}MIT`, '('.repeat(499)]) {
      expect(readLicenses(text)).toEqual([{ kind: 'name', text }]);
    }
  });
});
