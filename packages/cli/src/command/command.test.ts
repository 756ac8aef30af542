import { describe, expect, it } from '@jest/globals';
import { defineOperation } from '@interlock/core/operation';
import { operationUsage, overview, parseFlags } from './index.ts';

const sample = defineOperation({
  name: 'sample',
  stage: 'verify',
  summary: 'A sample.',
  inputs: {
    path: { type: 'path', description: 'Folder.', default: '.' },
    'include-dev': { type: 'boolean', description: 'With development packages.', default: true },
    tests: { type: 'lines', description: 'Reports.' },
    token: { type: 'secret', description: 'Token.', variable: 'INTERLOCK_TOKEN' },
  },
  outputs: { count: { description: 'How many.' } },
  permissions: { github: {}, gitlab: 'None.' },
});

describe('parseFlags', () => {
  it('reads values, repeated lines and the three forms of a boolean', () => {
    const parse = (...args: string[]) => parseFlags(sample, args);
    expect(parse('--path', 'x', '--tests=a', '--tests', 'b', '--json')).toEqual({
      ok: true,
      value: { help: false, json: true, inputs: { path: 'x', tests: 'a\nb' } },
    });
    expect(parse('--no-include-dev')).toMatchObject({ value: { inputs: { 'include-dev': 'false' } } });
    expect(parse('--include-dev')).toMatchObject({ value: { inputs: { 'include-dev': 'true' } } });
    expect(parse('--include-dev=false')).toMatchObject({ value: { inputs: { 'include-dev': 'false' } } });
  });

  it.each([
    [['--colour', 'x'], 'There is no flag --colour.'],
    [['-x'], 'There is no flag -x.'],
    [['--path'], '--path needs a value.'],
    [['--path', '--json'], '--path needs a value; one that starts with a dash is written --path=--json.'],
    [['--path', 'a', '--path=b'], '--path is given twice, and one value was expected.'],
    [['--include-dev', '--no-include-dev'], '--include-dev is given twice, and one value was expected.'],
    [['--json=1'], '--json takes no value.'],
    [['stray'], '"stray" is not a flag.'],
  ])('refuses %j and lists the flags', (args, message) => {
    expect(parseFlags(sample, args)).toMatchObject({
      ok: false,
      error: { kind: 'usage', message, hint: 'The flags are: --path, --include-dev, --tests, --json, --help.' },
    });
  });

  it.each([
    ['--pth', 'There is no flag --pth.', /^Did you mean --path\? The flags are/],
    ['--jsn', 'There is no flag --jsn.', /^Did you mean --json\?/],
    ['--constructor', 'There is no flag --constructor.', /^The flags are/],
    ['--token=hunter2', '--token is no flag, because other users of the machine could read it.', /INTERLOCK_TOKEN/],
  ])('says what to write instead of %s', (arg, message, hint) => {
    const answer = parseFlags(sample, [arg]);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'usage', message, hint: expect.stringMatching(hint) } });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  it('takes a value that starts with a dash after an equals sign', () => {
    expect(parseFlags(sample, ['--path=-x'])).toMatchObject({ value: { inputs: { path: '-x' } } });
  });
});

it('prints usage with defaults, and a secret as a variable', () => {
  const text = operationUsage(sample);
  expect(text).toMatch(/--path +Folder\. \[\.\]/);
  expect(text).toMatch(/\$INTERLOCK_TOKEN +Token\./);
  expect(text).not.toContain('--token');
  expect(overview([sample])).toMatch(/sample +A sample\./);
});
