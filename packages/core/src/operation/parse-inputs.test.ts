import { describe, expect, it } from '@jest/globals';
import { defineOperation, environmentName, parseDuration, parseInputs, type InputsOf } from './index.ts';

const sample = defineOperation({
  name: 'sample',
  stage: 'verify',
  summary: 'A sample.',
  inputs: {
    path: { type: 'path', description: 'Folder.', default: '.' },
    subject: { type: 'string', description: 'Subject.', required: true, pattern: /[a-z]+/ },
    mode: { type: 'choice', options: ['loose', 'strict'], description: 'Mode.', default: 'strict' },
    quiet: { type: 'boolean', description: 'Quiet.', default: false },
    'max-files': { type: 'integer', min: 1, max: 10, description: 'Most files.', default: 5 },
    rate: { type: 'number', min: 0, description: 'Rate.' },
    wait: { type: 'duration', description: 'Wait.', default: '15m' },
    globs: { type: 'lines', description: 'Globs.' },
    token: { type: 'secret', description: 'Token.', variable: 'INTERLOCK_TOKEN' },
  },
  outputs: {},
  permissions: { github: {}, gitlab: 'None.' },
});

const parse = (given: Record<string, string>) => parseInputs(sample, (name) => given[name]);

describe('parseInputs', () => {
  it('gives defaults, precise types and seconds', () => {
    const expected: InputsOf<typeof sample> = {
      path: '.',
      subject: 'abc',
      mode: 'strict',
      quiet: false,
      maxFiles: 5,
      rate: undefined,
      wait: 900,
      globs: [],
      token: undefined,
    };
    expect(parse({ subject: 'abc' })).toEqual({ ok: true, value: expected });
  });

  it('splits lines and drops empty ones', () => {
    expect(parse({ subject: 'abc', globs: ' a\n\n b/*.xml \n' })).toMatchObject({ value: { globs: ['a', 'b/*.xml'] } });
  });

  it('reports every problem at once', () => {
    const result = parse({
      mode: 'shrug',
      quiet: 'yes',
      'max-files': '11',
      rate: 'x',
      wait: '3 parsecs',
      globs: 'a\0b',
    });
    expect(result.ok).toBe(false);
    expect(result.ok ? [] : result.error.map((failure) => failure.message)).toEqual([
      'Input subject: is required and was not given.',
      'Input mode: "shrug" is not one of loose, strict.',
      'Input quiet: "yes" is not true or false.',
      'Input max-files: "11" is above 10.',
      'Input rate: "x" is not a number.',
      'Input wait: "3 parsecs" is not a duration such as 90s, 15m or 2h.',
      'Input globs: has a NUL character.',
    ]);
  });

  it('matches a pattern against the whole value', () => {
    expect(parse({ subject: 'abc1' })).toMatchObject({ ok: false });
  });

  it('refuses "True", which a lenient reader would take for false', () => {
    expect(parse({ subject: 'abc', quiet: 'True' })).toMatchObject({ ok: false });
  });
});

describe('parseDuration', () => {
  it.each([
    ['250ms', 0.25],
    ['90s', 90],
    ['1.5h', 5400],
    ['7d', 604_800],
    ['5', undefined],
    ['-1s', undefined],
  ])('reads %s', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });
});

it('names the variable of an input', () => {
  expect(environmentName('max-error-rate')).toBe('INTERLOCK_MAX_ERROR_RATE');
});
