import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCanaryConfig } from './config.ts';
import { matches, parseMatcher, selectSeries } from './selector.ts';

const text = `source:
  type: openmetrics
  url: http://127.0.0.1:8404/metrics
  metric: haproxy_server_http_responses_total
  canary: ['server="canary"']
  baseline: ['server="stable"']
  errors: ['code="5xx"']
interval: 5s
steps:
  - weight: 10
    hold: 30s
setWeight:
  command: [./set-weight.sh]
`;

describe('the canary configuration', () => {
  it('is read with its defaults', () => {
    const parsed = parseCanaryConfig(text, 'canary.yml');
    expect(parsed).toMatchObject({ ok: true, value: { config: { alpha: 0.01, deltaMax: 2, interval: 5, bake: 300 } } });
  });

  it.each([
    ['an unknown key', `${text}alhpa: 0.1\n`, 14, /alhpa: is not a known key. Did you mean alpha\?/],
    [
      'an unknown key inside',
      text.replace('    hold', '    hodl: 1s\n    hold'),
      11,
      /steps.0.hodl: is not a known key. Did you mean hold\?/,
    ],
    ['another protocol', text.replace('http://127', 'file://127'), 3, /source.url: expected an http/],
    ['a weight of 100', text.replace('weight: 10', 'weight: 100'), 10, /steps.0.weight/],
    ['a bad matcher', text.replace('server="canary"', 'server=canary} or x{'), 5, /label matcher/],
    ['a bad duration', text.replace('5s', 'soon'), 8, /interval: expected a duration/],
    [
      'a weight that does not rise',
      text.replace('setW', '  - weight: 10\n    hold: 1s\nsetW'),
      9,
      /above the one before/,
    ],
    [
      'no value where one is needed',
      text.replace(/interval[^]*setW/, 'setW'),
      1,
      /steps: is required and is not there/,
    ],
    ['a bake longer than the timeout', `${text}bake: 2h\n`, 1, /bake must be shorter/],
    ['no list of steps', 'source: 1\n', 1, /source/],
    ['broken YAML', 'a: [1\n', 2, /not valid/],
  ])('fails on %s', (_, changed, line, message) => {
    const parsed = parseCanaryConfig(changed, 'canary.yml');
    expect(parsed.ok ? undefined : parsed.error).toMatchObject({ kind: 'malformed-file', file: 'canary.yml' });
    expect(parsed.ok ? '' : parsed.error.message).toMatch(message);
    expect(parsed.ok ? -1 : parsed.error.line).toBe(line);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (any) => !parseCanaryConfig(any, 'x').ok));
  });
});

describe('label matchers', () => {
  it.each([
    ['code=~"5.."', { code: '503' }, true],
    ['code=~"5.."', { code: '5030' }, false],
    ['code!~"5.."', {}, true],
    ['code="a\\"b"', { code: 'a"b' }, true],
    ['code!="1"', { code: '1' }, false],
  ])('%s', (matcher, labels, expected) => {
    const parsed = parseMatcher(matcher);
    expect(parsed !== undefined && matches(parsed, labels)).toBe(expected);
  });

  it.each(['__name__="x"', 'a=b', 'a="b"} or vector(1)', 'a=~"("', ''])('refuses %s', (matcher) => {
    expect(parseMatcher(matcher)).toBeUndefined();
  });
});

describe('selecting series', () => {
  const selectors = { metric: 'm', canary: [], baseline: [], errors: [] };
  const point = (value: number) => [{ labels: { server: 'a' }, points: [{ time: 0, value }] }];
  const canaryOnly = { ...selectors, baseline: [{ label: 'server', operator: '=', value: 'b' }] } as const;

  it('fails on a series in both groups, a duplicate and a value that is no count', () => {
    expect(selectSeries(selectors, point(1)).ok).toBe(false);
    expect(selectSeries(canaryOnly, [...point(1), ...point(1)]).ok).toBe(false);
    for (const value of [Number.NaN, Infinity, -1, 1.5]) expect(selectSeries(canaryOnly, point(value)).ok).toBe(false);
    expect(selectSeries(canaryOnly, point(1)).ok).toBe(true);
  });
});
