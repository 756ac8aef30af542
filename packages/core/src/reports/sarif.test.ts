import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readSarif, severityOfScore, type Finding } from './index.ts';

const rules = [
  { id: 'scored', properties: { 'security-severity': '9.1' }, defaultConfiguration: { level: 'note' } },
  { id: 'noted', defaultConfiguration: { level: 'note' } },
  { id: 'bare' },
];
const log = (results: unknown, more: object = {}, tool: object = { name: 'T', version: '1', rules }) =>
  JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: tool }, results, ...more }] });

const first = (result: object, more: object = {}): Partial<Finding> | undefined => {
  const read = readSarif(log([{ message: { text: 'm' }, ...result }], more), 's', '/r');
  if (!read.ok) throw new Error(read.error.message);
  return read.value[0]?.findings[0];
};

describe('severity of a SARIF result', () => {
  it.each([
    ['the score of its rule above its level', { ruleId: 'scored', level: 'note' }, 'critical'],
    ['its own score above that of its rule', { ruleId: 'scored', properties: { 'security-severity': 4 } }, 'medium'],
    ['its level above that of its rule', { ruleId: 'noted', level: 'error' }, 'high'],
    ['the default level of its rule', { ruleId: 'noted' }, 'low'],
    ['the rule at its index', { ruleIndex: 1 }, 'low'],
    ['the rule of a hierarchical id', { ruleId: 'noted/2', ruleIndex: -1 }, 'low'],
    ['the level "warning" where nothing says more', { ruleId: 'bare' }, 'medium'],
    ['no level where it is not of kind "fail"', { ruleId: 'bare', kind: 'review' }, 'info'],
    [
      'its level where the score is none',
      { ruleId: 'x', level: 'error', properties: { 'security-severity': 'n/a' } },
      'high',
    ],
  ])('is %s', (_, result, severity) => {
    expect(first(result)?.severity).toBe(severity);
  });

  it('heeds the invocation and the rules of an extension', () => {
    const more = {
      tool: { driver: { name: 'T' }, extensions: [{ name: 'E', rules }] },
      invocations: [
        {
          executionSuccessful: true,
          ruleConfigurationOverrides: [{ descriptor: { id: 'bare' }, configuration: { level: 'error' } }],
        },
      ],
    };
    expect(first({ rule: { index: 0, toolComponent: { index: 0 } } }, more)).toMatchObject({
      ruleId: 'scored',
      severity: 'critical',
    });
    expect(first({ ruleId: 'bare' }, more)).toMatchObject({ severity: 'high' });
  });

  it('has its cut-offs at 9, 7, 4 and above 0', () => {
    expect([10, 9, 8.9, 7, 6.9, 4, 3.9, 0.1, 0].map(severityOfScore)).toEqual([
      'critical',
      'critical',
      'high',
      'high',
      'medium',
      'medium',
      'low',
      'low',
      'info',
    ]);
  });
});

describe('state of a SARIF result', () => {
  it.each([
    [{}, 'open'],
    [{ suppressions: [] }, 'open'],
    [{ suppressions: [{ kind: 'inSource' }] }, 'dismissed'],
    [{ suppressions: [{ kind: 'external', status: 'accepted' }] }, 'dismissed'],
    [{ suppressions: [{ status: 'underReview' }] }, 'open'],
    [{ suppressions: [{ status: 'accepted' }, { status: 'rejected' }] }, 'open'],
    [{ baselineState: 'unchanged' }, 'open'],
    [{ baselineState: 'absent' }, 'fixed'],
  ])('of %j is %s', (result, state) => {
    expect(first(result)?.state).toBe(state);
  });

  it('records the state against the baseline', () => {
    expect(first({ baselineState: 'new' })?.baselineState).toBe('new');
  });

  it('leaves checks that passed out, unless a level contradicts them', () => {
    expect(first({ kind: 'pass' })).toBeUndefined();
    expect(first({ kind: 'pass', level: 'error' })).toMatchObject({ state: 'open', severity: 'high' });
  });
});

describe('place and fingerprint of a SARIF result', () => {
  const at = (artifactLocation: object, startLine?: number) => ({
    locations: [{ physicalLocation: { artifactLocation, region: { startLine } } }],
  });

  it.each([
    [{ uri: 'src/a%20b.ts' }, { path: 'src/a b.ts', line: 3 }],
    [{ uri: 'file:///r/src/a.ts' }, { path: 'src/a.ts', line: 3 }],
    [
      { uri: 'a.ts', uriBaseId: 'SRC' },
      { path: 'src/a.ts', line: 3 },
    ],
    [
      { uri: 'a.ts', uriBaseId: 'ELSEWHERE' },
      { path: 'a.ts', line: 3 },
    ],
    [{ index: 0 }, { path: 'listed.ts', line: 3 }],
  ])('reads %j', (location, expected) => {
    const more = {
      artifacts: [{ location: { uri: 'listed.ts' } }],
      originalUriBaseIds: {
        ROOT: { uri: 'file:///r/' },
        SRC: { uri: 'src/', uriBaseId: 'ROOT' },
        ELSEWHERE: { uri: 'file:///home/x/' },
        LOOP: { uri: 'l/', uriBaseId: 'LOOP' },
      },
    };
    expect(first(at(location, 3), more)).toMatchObject(expected);
    expect(first(at({ uri: 'a.ts', uriBaseId: 'LOOP' }), more)?.path).toMatch(/^(l\/)+a\.ts$/);
  });

  it.each(['../x', 'https://e.example/x', 'file:///etc/passwd', '%zz', '/etc/passwd'])('keeps %s out', (uri) => {
    expect(first(at({ uri }, 3))).not.toHaveProperty('path');
  });

  it('keeps its fingerprint when a line moves and the scanner says it is the same', () => {
    const of = (line: number, more: object) => first({ ...at({ uri: 'a.ts' }, line), ...more })?.fingerprint;
    const partialFingerprints = { primaryLocationLineHash: '39fa:1' };
    expect(of(1, { partialFingerprints })).toBe(of(2, { partialFingerprints, fingerprints: {} }));
    expect(of(1, { partialFingerprints })).not.toBe(of(1, { partialFingerprints: { primaryLocationLineHash: 'x' } }));
    expect(of(1, {})).not.toBe(of(2, {}));
  });

  it('does not take two findings for one because Semgrep without an account has no fingerprint for them', () => {
    const of = (uri: string, more: object) => first({ ...at({ uri }, 1), ...more })?.fingerprint;
    const fingerprints = { 'matchBasedId/v1': 'requires login' };
    expect(of('a.ts', { fingerprints })).not.toBe(of('b.ts', { fingerprints }));
    expect(of('a.ts', { fingerprints })).toBe(of('a.ts', {}));
  });
});

describe('readSarif', () => {
  it.each([
    [{ invocations: [{ executionSuccessful: false }] }, false],
    [{ invocations: [{ executionSuccessful: true }, {}] }, false],
    [{ invocations: [{ executionSuccessful: true }] }, true],
    [{}, true],
    [{ results: null }, false],
  ])('tells whether the scan succeeded: %j', (more, succeeded) => {
    expect(readSarif(log([], more), 's', '/r')).toMatchObject({ value: [{ succeeded }] });
  });

  it('names tool and version of every run', () => {
    const runs = [
      { tool: { driver: { name: 'A', semanticVersion: '2.0.0', version: '2' } } },
      { tool: { driver: { name: 'B' } } },
    ];
    expect(readSarif(JSON.stringify({ version: '2.1.0', runs }), 's', '/r')).toMatchObject({
      value: [{ tool: { name: 'A', version: '2.0.0' } }, { tool: { name: 'B', version: null } }],
    });
  });

  it.each([
    ['{', 'malformed-file'],
    ['{"version":"2.1.0","runs":[]}', 'malformed-file'],
    ['{"version":"2.1.0","runs":[{}]}', 'malformed-file'],
    ['{"version":"2.0.0","runs":[]}', 'unsupported-format'],
    [log([{ message: {}, level: 'fatal' }]), 'malformed-file'],
    [log([], { externalPropertyFileReferences: { results: [{ location: {} }] } }), 'unsupported-format'],
  ])('rejects %s', (text, kind) => {
    expect(readSarif(text, 's', '/r')).toMatchObject({ ok: false, error: { kind, file: 's' } });
  });

  it('never throws', () => {
    const results = fc.array(
      fc.oneof(fc.jsonValue(), fc.record({ message: fc.record({ text: fc.string() }), kind: fc.jsonValue() })),
    );
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      results.map((all) => log(all)),
    );
    fc.assert(fc.property(text, (text) => typeof readSarif(text, 's', '/r').ok === 'boolean'));
  });
});
