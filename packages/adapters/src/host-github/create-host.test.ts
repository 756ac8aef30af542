import { describe, expect, it, jest } from '@jest/globals';
import { createGithubHost } from './index.ts';
import { logLine } from '@interlock/core/text';

describe('GitHub host', () => {
  it('reads inputs as the runner names them and finds unknown ones', () => {
    const host = createGithubHost({ environment: { 'INPUT_MAX-FILES': ' 3 ', INPUT_TYPO: 'x', OTHER: 'y' } });
    expect(host.input('max-files', { type: 'integer', description: '' })).toBe('3');
    expect(host.unknownInputs(['max-files'])).toStrictEqual(['typo']);
  });

  it.each(['::set-output name=x::y', '  ::add-mask::x', 'a\n::error::x', 'x ##[add-mask]y', 'a\r::stop-commands::z'])(
    'never lets data be a workflow command: %j',
    (text) => {
      const line = logLine(text);
      expect(line).not.toMatch(/^\s*::|##\[|[\r\n]/u);
    },
  );

  it('annotates with escaped properties and masks secrets, as the runner reads them', () => {
    let log = '';
    const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      log += String(text);
      return true;
    });
    try {
      const host = createGithubHost({ environment: { INPUT_TOKEN: 's3cret' } });
      host.input('token', { type: 'secret', variable: 'TOKEN', description: '' });
      host.fail([{ kind: 'usage', message: 'x\n::error::y', file: 'a,line=9::b', line: 2 }]);
    } finally {
      spy.mockRestore();
    }
    expect(log.trimEnd().split(/\r?\n/u)).toStrictEqual([
      '::add-mask::s3cret',
      '::error title=usage,file=a%2Cline=9%3A%3Ab,line=2::x ::error::y',
    ]);
  });
});
