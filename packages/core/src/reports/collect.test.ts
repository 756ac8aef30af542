import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sha256 } from '../digest/index.ts';
import { collectReports, decodeText, parseReports, renderReports, type ReportFile, type Reports } from './index.ts';

const file = (path: string, text: string): ReportFile => ({ path, content: new TextEncoder().encode(text) });

const one = file(
  't/1.xml',
  '<testsuite time="0.1"><testcase/><testcase name="b" file="/r/b.ts"><failure/></testcase></testsuite>',
);
const two = file('t/2.xml', '<testsuite time="0.2"><testcase name="c" file="/etc/x"><error/></testcase></testsuite>');
const lcovOne = file(
  'c/1',
  'SF:a.ts\nDA:1,0\nDA:2,0\nDA:3,1\nBRDA:1,0,0,1\nend_of_record\nSF:b.ts\nDA:1,0\nend_of_record\n',
);
const lcovTwo = file('c/2', 'SF:a.ts\nDA:1,1\nend_of_record\n');
const run = (name: string, results: object[]) => ({ tool: { driver: { name } }, results });
const result = (level: string, more: object = {}) => ({ level, message: { text: level }, ruleId: 'r', ...more });
const sarif = (path: string, ...runs: object[]) => file(path, JSON.stringify({ version: '2.1.0', runs }));
const scanOne = sarif('s/1', run('Z', [result('error'), result('note', { suppressions: [{}] })]), run('A', []));
const scanTwo = sarif('s/2', run('Z', [result('none')]));

const everything = {
  tests: [{ suite: 'unit', files: [one, two] }],
  coverage: [
    { suite: 'unit', files: [lcovOne, lcovTwo] },
    { suite: 'e2e', files: [lcovTwo] },
  ],
  scans: [scanOne, scanTwo],
  root: '/r',
};

const reports = (files: Parameters<typeof collectReports>[0]): Reports => {
  const collected = collectReports(files);
  if (!collected.ok) throw new Error(collected.error.message);
  return collected.value;
};

describe('collectReports', () => {
  it('adds the files of a suite up and drops paths outside the repository', () => {
    expect(reports(everything).tests).toEqual([
      {
        suite: 'unit',
        class: 'claim',
        files: [one, two].map(({ path, content }) => ({ path, digest: sha256(content) })),
        total: 3,
        passed: 1,
        failed: 1,
        errored: 1,
        skipped: 0,
        durationSeconds: 0.3,
        failures: [
          { name: 'b', file: 'b.ts', message: '' },
          { name: 'c', message: '' },
        ],
        omittedFailures: 0,
      },
    ]);
  });

  it('merges the coverage of a suite and keeps suites apart', () => {
    expect(reports(everything).coverage).toMatchObject([
      { suite: 'e2e', lines: { found: 1, hit: 1, percent: 100 }, branches: null },
      {
        suite: 'unit',
        lines: { found: 4, hit: 2, percent: 50 },
        branches: { found: 1, hit: 1, percent: 100 },
        functions: null,
        perFile: [
          { path: 'a.ts', found: 3, hit: 2, uncovered: [[2, 2]] },
          { path: 'b.ts', found: 1, hit: 0, uncovered: [[1, 1]] },
        ],
      },
    ]);
  });

  it('merges the runs of a tool and counts open findings only', () => {
    expect(reports(everything).scans).toMatchObject([
      { tool: { name: 'A' }, files: [{ path: 's/1' }], counts: { high: 0 } },
      {
        tool: { name: 'Z' },
        files: [{ path: 's/1' }, { path: 's/2' }],
        succeeded: true,
        counts: { critical: 0, high: 1, medium: 0, low: 0, info: 1 },
      },
    ]);
  });

  it('does not depend on the order of files, suites and globs', () => {
    const turned = {
      tests: [{ suite: 'unit', files: [two, one, two] }],
      coverage: everything.coverage.map(({ suite, files }) => ({ suite, files: files.toReversed() })).toReversed(),
      scans: [scanTwo, scanOne],
      root: '/r',
    };
    expect(renderReports(reports(turned))).toBe(renderReports(reports(everything)));
  });

  it('fails with the first file that cannot be read', () => {
    const files = [one, file('t/0.xml', '<html/>')];
    expect(collectReports({ ...everything, tests: [{ suite: 'unit', files }] })).toMatchObject({
      ok: false,
      error: { kind: 'malformed-file', file: 't/0.xml' },
    });
  });

  it('never throws on random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (content) => {
        const files = [{ path: 'x', content }];
        const suites = [{ suite: 'unit', files }];
        for (const part of [{ tests: suites }, { coverage: suites }, { scans: files }]) {
          const collected = collectReports({ tests: [], coverage: [], scans: [], root: '/r', ...part });
          expect(collected.ok ? 'ok' : collected.error.file).toBe('x');
        }
      }),
    );
  });
});

describe('parseReports', () => {
  const text = renderReports(reports(everything));

  it('reads what was written', () => {
    expect(parseReports(text, 'r')).toEqual({ ok: true, value: reports(everything) });
  });

  it.each([
    ['"schema": "interlock/reports/v1"', '"schema": "interlock/reports/v2"', 'schema'],
    ['"class": "claim"', '"class": "platform"', 'tests.0.class'],
    ['"failed": 1', '"failed": 0', 'tests.0'],
    ['"percent": 50', '"percent": 99.99', 'coverage.1.lines'],
    ['"high": 1', '"high": 0', 'scans.1'],
    ['"path": "b.ts"', '"path": "../b.ts"', 'coverage.1.perFile.1.path'],
    ['"suite": "e2e"', '"suite": "unit"', 'coverage'],
    ['"ruleId": "r"', '"ruleId": "\\ud800"', 'scans.1.findings.0.ruleId'],
    ['"total": 3', '"total": 3, "verified": true', 'tests.0.verified'],
  ])('rejects %s as %s', (from, to, where) => {
    expect(text).toContain(from);
    expect(parseReports(text.replace(from, to), 'r')).toMatchObject({
      ok: false,
      error: { kind: 'malformed-file', file: 'r', message: expect.stringContaining(` at ${where}.`) },
    });
  });
});

describe('decodeText', () => {
  it('heeds a byte order mark and the XML declaration', () => {
    const utf16 = Uint8Array.from([0xff, 0xfe, 0x3c, 0, 0xe9, 0]);
    const latin1 = Uint8Array.from([...new TextEncoder().encode('<?xml version="1.0" encoding="ISO-8859-1"?>'), 0xe9]);
    expect(decodeText(utf16, 'f')).toEqual({ ok: true, value: '<é' });
    expect(decodeText(latin1, 'f')).toMatchObject({ ok: true, value: expect.stringMatching(/é$/) });
    expect(decodeText(Uint8Array.from([0xe9]), 'f')).toMatchObject({ ok: false, error: { kind: 'malformed-file' } });
    expect(decodeText(new TextEncoder().encode('<?xml encoding="utf-7"?>'), 'f')).toMatchObject({
      ok: false,
      error: { kind: 'unsupported-format' },
    });
  });
});
