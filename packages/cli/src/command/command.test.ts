import { describe, expect, it } from '@jest/globals';
import { defineOperation } from '@interlock/core/operation';
import { nearest, operationUsage, overview, parseFlags } from './index.ts';

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

  it.each([[['--unlike', 'x']], [['--path']], [['stray']]])('refuses %j and lists the flags', (args) => {
    expect(parseFlags(sample, args)).toMatchObject({
      ok: false,
      error: { kind: 'usage', hint: 'The flags are: --path, --include-dev, --tests, --json, --help.' },
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
});

it('prints usage with defaults, and a secret as a variable', () => {
  const text = operationUsage(sample);
  expect(text).toMatch(/--path +Folder\. \[\.\]/);
  expect(text).toMatch(/\$INTERLOCK_TOKEN +Token\./);
  expect(text).not.toContain('--token');
  expect(overview([sample])).toMatch(/sample +A sample\./);
});

it('suggests the nearest name, and none for something else', () => {
  expect(nearest('generate-sbm', ['generate-sbom', 'sign-artifact'])).toBe('generate-sbom');
  expect(nearest('deploy', ['generate-sbom', 'sign-artifact'])).toBeUndefined();
});
