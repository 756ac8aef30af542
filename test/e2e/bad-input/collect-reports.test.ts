import { checkRows } from './check-rows.ts';
import { linksIn } from './links.ts';
import { initRepository } from './repository.ts';
import type { Content, Row } from './row.ts';

type WrongReport = readonly [name: string, content: Content, says: RegExp, fix: RegExp, line?: number];

const runAgain = /Write it again with the test runner/;
const coverAgain = /Write it again with the coverage tool/;
const scanAgain = /Write it again with the scanner/;
const makeAgain = /Write it again/;

const wrongJunit: readonly WrongReport[] = [
  ['of 0 bytes', '', /not JUnit XML: /, runAgain, 1],
  ['that is cut off', '<testsuite>\n<testcase name="a"/>\n', /not JUnit XML: unclosed tag: testsuite/, runAgain, 3],
  ['that is cut off in a tag', '<testsuite>\n<testcase na', /not JUnit XML: /, runAgain, 2],
  ['that is malformed', '<testsuite>\n</testcase>\n</testsuite>', /not JUnit XML: unexpected close tag/, runAgain, 2],
  ['that is JSON', '{"tests": 1}', /not JUnit XML: /, runAgain, 1],
  ['that is HTML', '<!DOCTYPE html>\n<html></html>', /a DOCTYPE is not allowed/, runAgain, 1],
  ['that is other XML', '<coverage/>', /root element is "coverage", not "testsuites" or "testsuite"/, runAgain, 1],
  [
    'that reads a file by an entity',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n<testsuite name="&e;"/>',
    /a DOCTYPE is not allowed/,
    runAgain,
    1,
  ],
  [
    'that grows by entities',
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>\n<testsuite name="&b;"/>',
    /a DOCTYPE is not allowed/,
    runAgain,
    1,
  ],
  ['with an unknown entity', '<testsuite>\n<testcase name="&evil;"/></testsuite>', /entity/i, runAgain, 2],
  [
    'with a control character',
    '<testsuite>\n<testcase name="\u001b[31m"/></testsuite>',
    /not JUnit XML: /,
    runAgain,
    2,
  ],
  ['with a root of a hostile name', '<x:::error::pwned/>', /not JUnit XML: /, runAgain, 1],
  [
    'with a count that is none',
    '<testsuite tests="many"/>',
    /attribute "tests" of a suite is not a count/,
    runAgain,
    1,
  ],
  [
    'with a negative count',
    '<testsuite failures="-1"/>',
    /attribute "failures" of a suite is not a count/,
    runAgain,
    1,
  ],
  [
    'with a suite within a test',
    '<testsuite><testcase>\n<testsuite/></testcase></testsuite>',
    /a suite stands within a testcase/,
    runAgain,
    2,
  ],
  ['that is no UTF-8', new Uint8Array([60, 97, 255, 47, 62]), /not utf-8 text/, /Write it again in UTF-8/],
  [
    'in an unknown encoding',
    '<?xml version="1.0" encoding="UTF-7"?><testsuite/>',
    /encoding that is not read/,
    /UTF-8/,
  ],
  ['of a deep nesting', '<testsuite>'.repeat(100_000), /not JUnit XML: unclosed tag/, runAgain],
];

const wrongLcov: readonly WrongReport[] = [
  ['of 0 bytes', '', /must hold whole records/, coverAgain, 1],
  ['that is cut off', 'SF:a.ts\nDA:1,1\n', /must hold whole records/, coverAgain, 3],
  ['that is cut off in a line', 'SF:a.ts\nDA:1', /DA must be "line,hits"/, coverAgain, 2],
  ['that is garbage', 'hello\nworld\n', /must hold whole records/, coverAgain, 3],
  ['that is XML', '<coverage/>\n', /must hold whole records/, coverAgain],
  ['with counts that are none', 'SF:a.ts\nDA:1,x\nend_of_record\n', /DA must be "line,hits"/, coverAgain, 2],
  ['with counts but no lines', 'SF:a.ts\nLF:10\nLH:10\nend_of_record\n', /must have DA lines/, coverAgain, 4],
  ['with a line before a file', 'DA:1,1\nend_of_record\n', /DA must be "line,hits" after an SF/, coverAgain, 1],
  ['of a file elsewhere', 'SF:/etc/passwd\nend_of_record\n', /SF must name a file inside/, coverAgain, 1],
  ['of a file above', 'SF:../../x\nend_of_record\n', /SF must name a file inside/, coverAgain, 1],
  ['that is binary', new Uint8Array([83, 70, 58, 255, 10]), /not utf-8 text/, /Write it again in UTF-8/],
];

const run = { tool: { driver: { name: 'scanner' } }, results: [] };
const sarif = (changed: object): string => JSON.stringify({ version: '2.1.0', runs: [run], ...changed });
const wrongSarif: readonly WrongReport[] = [
  ['of 0 bytes', '', /not valid JSON: it is empty/, makeAgain, 1],
  ['that is cut off', `{\n${sarif({}).slice(1, -3)}`, /not valid JSON: it is cut off/, makeAgain, 2],
  ['that is malformed', '{\n"version": 2.1.0\n}', /not valid JSON/, makeAgain, 2],
  ['that is XML', '<sarif/>', /not valid JSON/, makeAgain, 1],
  ['of version 2.0.0', sarif({ version: '2.0.0' }), /not SARIF 2\.1\.0: the version is another one/, scanAgain],
  ['of a version that is a number', sarif({ version: 2.1 }), /the version is another one/, scanAgain],
  ['without a version', '{"runs":[]}', /version/, scanAgain],
  ['that is a list', '[]', /not SARIF 2\.1\.0: expected Object|not SARIF 2\.1\.0/, scanAgain],
  ['that is null', 'null', /not SARIF 2\.1\.0/, scanAgain],
  ['without a run', sarif({ runs: [] }), /holds no run/, scanAgain],
  ['with a run that is text', sarif({ runs: ['x'] }), /not SARIF 2\.1\.0: expected .* at runs\.0/, scanAgain],
  [
    'without the name of its tool',
    sarif({ runs: [{ tool: { driver: {} } }] }),
    /expected "name" at runs\.0\.tool\.driver\.name/,
    scanAgain,
  ],
  [
    'whose results are elsewhere',
    sarif({ runs: [{ ...run, externalPropertyFileReferences: { results: [{ location: { uri: 'x' } }] } }] }),
    /keeps its results in other files/,
    scanAgain,
  ],
  ['of a deep nesting', `{"version":"2.1.0","runs":${'['.repeat(100_000)}`, /cut off/, makeAgain, 1],
];

const wrongKinds: readonly WrongReport[] = [
  ['that is a folder', { is: 'folder' }, /not a regular file/, /Name a file/],
  ['that is a fifo', { is: 'fifo' }, /not a regular file/, /Name a file/],
];

const reportRows = (input: string, file: string, wrong: readonly WrongReport[]): readonly Row[] =>
  [...wrong, ...wrongKinds].map(([name, content, says, fix, line]) => ({
    name: `a ${file} ${name}`,
    files: { [file]: content },
    inputs: { [input]: file },
    exitCode: 2,
    file,
    ...(line === undefined ? {} : { line }),
    says,
    fix,
  }));

const files = { 'a.xml': '<testsuite><testcase/></testsuite>', 'a.info': 'SF:a\nDA:1,1\nend_of_record\n' };

const missing = (['tests', 'coverage', 'scans'] as const).flatMap((input): readonly Row[] =>
  (
    [
      [
        'a pattern without a match',
        'none/*.x',
        undefined,
        /No file matches the pattern "none\/\*\.x"/,
        /step that makes/,
      ],
      ['a file that is not there', 'none.x', 'none.x', /no such file/, /Check the path/],
      ['a file below a file', 'a.xml/x', 'a.xml/x', /a part of the path is a file/, /Check the path/],
      ['a link to nowhere', 'dangling', 'dangling', /no such file/, /Check the path/],
      ['a link to itself', 'loop', 'loop', /Too many symbolic links/, /Name the file itself/],
      ['a pattern that matches only a link', 'dangl*', undefined, /No file matches the pattern/, /Check the pattern/],
    ] as const
  ).map(([name, path, file, says, fix]) => ({
    name: `${input}: ${name}`,
    files,
    inputs: { [input]: path },
    prepare: linksIn({ dangling: 'nowhere', loop: 'loop' }),
    exitCode: 2,
    ...(file === undefined ? {} : { file }),
    says,
    fix,
  })),
);

const suites = (
  [
    ['an upper-case suite', 'Unit=a.xml', /"Unit" is no name of a suite: expected lower-case letters/],
    ['a suite with blanks', 'end to end=a.xml', /"end to end" is no name of a suite/],
    ['a suite with a command of the runner', '\u001bc::x::=a.xml', /"\\u\{1b\}c::x::" is no name/],
    ['a suite without a pattern', 'unit=', /Suite unit has no glob/],
  ] as const
).flatMap(([name, line, says]): readonly Row[] =>
  (['tests', 'coverage'] as const).map((input) => ({
    name: `${name} in ${input}`,
    files,
    inputs: { [input]: line },
    exitCode: 2,
    says,
    fix: /Write for example integration=/,
  })),
);

const outputs = (
  [
    ['is a folder', 'sub', 3, 'sub', /could not be written: it is a directory/, /Name a file/],
    ['is below a file', 'a.xml/x', 3, 'a.xml/x', /a part of the path is a file/, /Name a file in a folder/],
    [
      'would replace a report',
      './a.info',
      2,
      undefined,
      /would replace "a\.info", which is read for coverage/,
      /another/,
    ],
  ] as const
).map(([name, output, exitCode, file, says, fix]): Row => ({
  name: `an output that ${name}`,
  files: { ...files, sub: { is: 'folder' } },
  inputs: { tests: 'a.xml', coverage: 'a.info', 'output-file': output },
  exitCode,
  ...(file === undefined ? {} : { file }),
  says,
  fix,
}));

checkRows({
  operation: 'collect-reports',
  rows: [
    ...reportRows('tests', 'junit.xml', wrongJunit),
    ...reportRows('coverage', 'lcov.info', wrongLcov),
    ...reportRows('scans', 'scan.sarif', wrongSarif),
    ...missing,
    ...suites,
    ...outputs,
    {
      name: 'no report at all',
      files,
      exitCode: 2,
      says: /No report was named: expected at least one of the inputs tests, coverage and scans/,
      fix: /Set tests: reports\/\*\.xml/,
    },
    {
      name: 'one malformed report among good ones',
      files: { ...files, 'b.xml': '<testsuite>', 'c.xml': '<testsuite/>' },
      inputs: { tests: '*.xml' },
      exitCode: 2,
      file: 'b.xml',
      line: 1,
      says: /unclosed tag/,
      fix: runAgain,
    },
    {
      name: 'a pattern without a match beside one with a match',
      files,
      inputs: { tests: 'a.xml\ne2e=e2e/*.xml' },
      exitCode: 2,
      says: /No file matches the pattern "e2e\/\*\.xml"/,
      fix: /Check the pattern/,
    },
    {
      name: 'an empty repository',
      inputs: { tests: 'reports/**/*.xml' },
      prepare: initRepository,
      exitCode: 2,
      says: /No file matches the pattern/,
      fix: /Check the pattern/,
    },
  ],
});
