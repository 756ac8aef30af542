import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decide,
  readFindings,
  renderVerdictMarkdown,
  undecided,
  verdictAnnotations,
  verdictExitCode,
  type PolicyFinding,
} from './index.ts';

const facts = {
  policy: { name: 'pack:zero-config', digest: `sha256:${'8'.repeat(64)}` },
  base: '1'.repeat(40),
  head: '3'.repeat(40),
  evaluated: ['workflow-edit'],
  notEvaluated: [],
} as const;
const hostile = 'a|`b`\n::error::x <img> [x](https://evil.test) @all.yml';
const finding = (asks: PolicyFinding['asks'], path = 'a'): PolicyFinding => ({ policy: 'p', asks, path, message: 'm' });

describe('decide', () => {
  it.each([
    [[], 'pass', 'merge', 0],
    [['show'], 'warn', 'merge', 0],
    [['show', 'approval'], 'warn', 'needs-approval', 4],
    [['approval', 'block', 'show'], 'fail', 'blocked', 1],
  ] as const)('lets the worst of %j decide', (asks, result, decision, exitCode) => {
    const verdict = decide(
      facts,
      asks.map((one) => finding(one)),
    );
    expect(verdict).toMatchObject({ result, decision });
    expect(verdictExitCode(verdict)).toBe(exitCode);
  });

  it('gives the same bytes for findings in any order, and every finding its own id', () => {
    const one = fc.record({
      policy: fc.constantFrom('p', 'q'),
      asks: fc.constantFrom('show', 'approval', 'block'),
      path: fc.string({ maxLength: 2 }),
      line: fc.integer({ min: 1, max: 3 }),
      message: fc.string({ maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: (value) => JSON.stringify(value) }), (findings) => {
        const verdict = decide(facts, findings);
        expect(JSON.stringify(decide(facts, findings.toReversed()))).toBe(JSON.stringify(verdict));
        expect(new Set(verdict.findings.map(({ id }) => id)).size).toBe(findings.length);
      }),
    );
  });
});

describe('readFindings', () => {
  it.each([
    ['main/deny', ['no'], [{ policy: 'main', asks: 'block', message: 'no' }]],
    ['main/violation_x', [{ msg: 'no', more: 1 }], [{ policy: 'main', asks: 'block', message: 'no' }]],
    ['main/warn', ['hm'], [{ policy: 'main', asks: 'show', message: 'hm' }]],
    ['a/b_c/findings', undefined, []],
  ])('maps %s', (entrypoint, value, findings) => {
    expect(readFindings(entrypoint, value)).toEqual({ ok: true, value: findings });
  });

  it.each([
    ['main/deny', true],
    ['main/allow', ['x']],
    ['p/findings', [{ asks: 'nothing', message: 'x' }]],
    ['p/findings', { asks: 'block' }],
  ])('fails for %s = %j', (entrypoint, value) => {
    expect(readFindings(entrypoint, value)).toMatchObject({ ok: false, error: { kind: 'evaluation-failed' } });
  });
});

describe('rendering', () => {
  it('is one line when green', () => {
    expect(renderVerdictMarkdown(decide(facts, [])).trimEnd().split('\n')).toHaveLength(1);
  });

  it('keeps hostile names inside their cell', () => {
    const verdict = decide(facts, [{ ...finding('block', hostile), message: hostile, line: 3 }]);
    const rows = renderVerdictMarkdown(verdict)
      .split('\n')
      .filter((line) => line.startsWith('| block'));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.replace(/\\\|/g, '').split('|')).toHaveLength(7);
    expect(rows[0]).not.toContain('| <img');
    expect(verdictAnnotations(verdict)[0]?.message).not.toContain('\n');
  });

  it('names whole commits where it says how to reproduce, since a tag may be called what an abbreviated one is', () => {
    const commits = { base: 'a'.repeat(40), head: 'b'.repeat(40) };
    expect(renderVerdictMarkdown(decide({ ...facts, ...commits }, [finding('block', 'x')]))).toContain(
      `evaluate-policy --base ${commits.base} --head ${commits.head}\``,
    );
  });

  it('caps the rows and says so', () => {
    const verdict = decide(
      facts,
      Array.from({ length: 60 }, (_, index) => finding('show', `f${index}`)),
    );
    expect(renderVerdictMarkdown(verdict)).toContain('10 more findings');
    expect(verdictAnnotations(verdict)).toHaveLength(50);
  });

  it('says why it could not decide', () => {
    const failure = { kind: 'deadline-exceeded', message: 'Too slow.', hint: 'Wait.', file: 'p/policy.wasm' } as const;
    const verdict = undecided(facts, { ...failure, cause: 'x' });
    expect(verdict).toMatchObject({ result: 'fail', decision: 'blocked', undecided: failure });
    expect(verdictExitCode(verdict)).toBe(3);
    expect(renderVerdictMarkdown(verdict)).toContain('Too slow.');
    expect(verdictAnnotations(verdict)).toEqual([
      {
        level: 'error',
        title: 'could not decide: deadline-exceeded',
        message: 'Too slow. Wait.',
        file: 'p/policy.wasm',
      },
    ]);
  });
});
