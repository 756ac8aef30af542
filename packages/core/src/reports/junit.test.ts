import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readJunit, type TestCounts } from './index.ts';

const counts = (text: string): Omit<TestCounts, 'failures' | 'durationSeconds'> | string => {
  const read = readJunit(text, 'r.xml');
  if (!read.ok) return read.error.message;
  const { failures: _failures, durationSeconds: _seconds, ...rest } = read.value;
  return rest;
};

describe('readJunit', () => {
  it('names each failure with class, file, line and message, and a flaky case passes', () => {
    const text =
      '<testsuites><testsuite time="1,002.5"><testcase name="a" time="9"/>' +
      '<testcase classname="C" name="b" file="t/b.py" line="4"><failure>\n no <![CDATA[<way>]]> </failure>x</testcase>' +
      '<testsuite><testcase name="c" time="7e-1"><flakyFailure/></testcase><testcase name="d"><skipped/></testcase>' +
      '</testsuite></testsuite></testsuites>';
    expect(readJunit(text, 'r.xml')).toEqual({
      ok: true,
      value: {
        total: 4,
        passed: 2,
        failed: 1,
        errored: 0,
        skipped: 1,
        durationSeconds: 1002.5,
        failures: [{ name: 'C > b', file: 't/b.py', line: 4, message: 'no <way>' }],
        omittedFailures: 0,
      },
    });
  });

  it.each([
    ['a suite that claims a failure', '<testsuite failures="1"><testcase/></testsuite>', [1, 0, 1, 0, 0]],
    [
      'a root that claims errors',
      '<testsuites errors="2"><testsuite><testcase/></testsuite></testsuites>',
      [2, 0, 0, 2, 0],
    ],
    [
      'a nested claim that another suite cannot balance',
      '<testsuites failures="1"><testsuite failures="1"/><testsuite failures="0"><testcase><failure/></testcase></testsuite></testsuites>',
      [2, 0, 2, 0, 0],
    ],
    ['claimed tests without a case', '<testsuite tests="6" failures="1" skipped="2"/>', [6, 0, 1, 3, 2]],
    ['fewer tests claimed than shown', '<testsuite tests="0"><testcase/></testsuite>', [1, 1, 0, 0, 0]],
    ['a failed set-up of a suite', '<testsuite><error message="m">x</error><testcase/></testsuite>', [2, 1, 0, 1, 0]],
    ['a status without an element', '<testsuite><testcase status="failed"/></testsuite>', [1, 0, 1, 0, 0]],
    ['a prefix', '<j:testsuite xmlns:j="x"><j:testcase><j:error/></j:testcase></j:testsuite>', [1, 0, 0, 1, 0]],
  ])('honours %s', (_, text, [total, passed, failed, errored, skipped]) => {
    expect(counts(text)).toMatchObject({ total, passed, failed, errored, skipped });
  });

  it('names at most 100 failures and counts the others', () => {
    const cases = '<testcase name="x"><failure message="m"/></testcase>'.repeat(130);
    const read = readJunit(`<testsuite failures="140">${cases}</testsuite>`, 'r.xml');
    expect(read).toMatchObject({ ok: true, value: { failed: 140, omittedFailures: 40 } });
    expect(read.ok && read.value.failures).toHaveLength(100);
  });

  it.each([
    ['', 'document must contain a root element'],
    ['<testsuite>', 'unclosed tag: testsuite'],
    ['<html/>', 'the root element is "html", not "testsuites" or "testsuite"'],
    ['<!DOCTYPE x><testsuite/>', 'a DOCTYPE is not allowed'],
    ['<testsuite>&x;</testsuite>', 'undefined entity'],
    ['<testsuite failures="none"/>', 'the attribute "failures" of a suite is not a count'],
    ['<testsuites><testsuite tests="-1"/></testsuites>', 'the attribute "tests" of a suite is not a count'],
    ['<testsuite><testcase><testcase/></testcase></testsuite>', 'a testcase stands within another one'],
  ])('rejects %j', (text, what) => {
    expect(readJunit(text, 'r.xml')).toMatchObject({
      ok: false,
      error: { kind: 'malformed-file', file: 'r.xml', line: 1, message: `This file is not JUnit XML: ${what}.` },
    });
  });

  it('counts random documents as they were made', () => {
    const name = fc.string({ unit: fc.constantFrom('a', '<', '&', '"', 'é', ' ') });
    const outcome = fc.constantFrom('passed', 'failure', 'error', 'skipped');
    fc.assert(
      fc.property(fc.array(fc.array(fc.record({ name, outcome }))), (suites) => {
        const all = suites.flat();
        const of = (wanted: string): number => all.filter((test) => test.outcome === wanted).length;
        expect(counts(`<testsuites>${suites.map(suiteXml).join('')}</testsuites>`)).toEqual({
          total: all.length,
          passed: of('passed'),
          failed: of('failure'),
          errored: of('error'),
          skipped: of('skipped'),
          omittedFailures: Math.max(0, of('failure') + of('error') - 100),
        });
      }),
    );
  });

  it('never throws', () => {
    const part = fc.constantFrom(
      '<testsuite',
      '<testcase',
      ' tests="',
      '3"',
      '>',
      '/>',
      '<failure>',
      '</failure>',
      ']]>',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(part).map((parts) => parts.join('')),
    );
    fc.assert(fc.property(text, (text) => typeof readJunit(text, 'r.xml').ok === 'boolean'));
  });
});

function suiteXml(cases: readonly { readonly name: string; readonly outcome: string }[]): string {
  const attribute = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const inner = cases.map(({ name, outcome }) =>
    outcome === 'passed'
      ? `<testcase name="${attribute(name)}"/>`
      : `<testcase name="${attribute(name)}"><${outcome}/></testcase>`,
  );
  return `<testsuite tests="${cases.length}">${inner.join('')}</testsuite>`;
}
