import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readWorkflow } from './index.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readWorkflow(encode(text));
const jobs = 'jobs: {build: {runs-on: x}}\n';

const full = `name: CI
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
  id-token: write
jobs:
  build:
    runs-on: ubuntu-latest
    permissions: {}
    steps:
      - uses: actions/checkout@v5
      - name: build
        uses: actions/setup-node@0123456789012345678901234567890123456789 # v5
      - uses: ./.github/actions/x
      - uses: docker://alpine:3
      - run: make
  call:
    uses: org/repo/.github/workflows/w.yml@main
    permissions: read-all
    secrets: inherit
`;

describe('readWorkflow', () => {
  it('reads triggers, permissions, jobs, uses and inherited secrets with their lines', () => {
    expect(read(full)).toEqual({
      triggers: [
        { name: 'push', line: 3 },
        { name: 'pull_request', line: 5 },
      ],
      permissions: [
        { scope: 'top', name: 'contents', level: 'read', line: 7 },
        { scope: 'top', name: 'id-token', level: 'write', line: 8 },
        { scope: 'build', name: 'permissions', level: 'none', line: 12 },
        { scope: 'call', name: 'permissions', level: 'read-all', line: 22 },
      ],
      jobs: [
        { id: 'build', scope: 'build', line: 10 },
        { id: 'call', scope: 'call', line: 20 },
      ],
      uses: [
        { reference: 'actions/checkout@v5', line: 14, pinned: false },
        { reference: 'actions/setup-node@0123456789012345678901234567890123456789', line: 16, pinned: true },
        { reference: './.github/actions/x', line: 17, pinned: true },
        { reference: 'docker://alpine:3', line: 18, pinned: false },
        { reference: 'org/repo/.github/workflows/w.yml@main', line: 21, pinned: false },
      ],
      secretsInherit: [23],
    });
  });

  it.each([
    ['a file with CRLF', full.replaceAll('\n', '\r\n')],
    ['a file with a byte order mark', `\uFEFF${full}`],
  ])('reads %s the same way', (_, text) => {
    expect(read(text)).toEqual(read(full));
  });

  it.each([
    ['a name', 'on: issues\n', 1],
    ['a list', 'on: [push, issues]\n', 1],
    ['a block list', 'on:\n  - push\n  - issues\n', 3],
    ['a mapping', 'on:\n  issues: {types: [opened]}\n', 2],
    ['a flow mapping', 'on: {push: , issues: }\n', 1],
    ['a quoted key', '"on": issues\n', 1],
    ['an escaped name', 'on: "\\x69ssues"\n', 1],
    ['the YAML 1.1 boolean', 'true: issues\n', 1],
    ['a YAML 1.1 file', '%YAML 1.1\n---\non: issues\n', 3],
    ['capitals', 'ON: Issues\n', 1],
    ['a tag', 'on: !!str issues\n', 1],
    ['an explicit key', '? on\n: ? issues\n', 2],
    ['an alias', 'name: &n issues\non: *n\n', 2],
    ['an anchor that is set twice', 'name: &n push\nrun-name: &n issues\non: *n\n', 3],
    ['a merge key', 'x: &x\n  issues:\non:\n  <<: *x\n', 2],
    ['a list of merge keys', 'x: &x {push: }\ny: &y\n  issues:\non:\n  <<: [*x, *y]\n', 3],
  ])('finds a trigger in the form of %s', (_, on, line) => {
    expect(read(on + jobs).triggers).toContainEqual({ name: 'issues', line });
  });

  it.each([
    ['write-all', 'permissions: write-all\n', { name: 'permissions', level: 'write-all' }],
    ['capitals', 'Permissions: Write-All\n', { name: 'permissions', level: 'write-all' }],
    ['a flow mapping', 'permissions: {contents: write}\n', { name: 'contents', level: 'write' }],
    ['JSON', '"permissions": {"contents": "write"}\n', { name: 'contents', level: 'write' }],
    ['no value', 'permissions:\n', { name: 'permissions', level: 'default' }],
    ['a tab after the colon', 'permissions:\twrite-all\n', { name: 'permissions', level: 'write-all' }],
  ])('finds a permission in the form of %s', (_, block, expected) => {
    expect(read(`${block}on: push\n${jobs}`).permissions).toEqual([{ scope: 'top', line: 1, ...expected }]);
  });

  it('lets a key that is there win over a merged one', () => {
    const text = 'x: &x {contents: read}\non: push\npermissions:\n  <<: *x\n  contents: write\n' + jobs;
    expect(read(text).permissions).toEqual([{ scope: 'top', name: 'contents', level: 'write', line: 5 }]);
  });

  it('does not mix up a job named top with the workflow', () => {
    expect(read('on: push\njobs: {top: {permissions: write-all}}\n').permissions).toMatchObject([
      { scope: 'jobs.top' },
    ]);
  });

  const deep = Array.from({ length: 201 }, (_, n) => `${' '.repeat(n)}a:\n# comment\n\n`).join('');
  const bomb = `a0: &a0 {k: v}\n${Array.from({ length: 18 }, (_, n) => `a${n + 1}: &a${n + 1} {<<: [${`*a${n}, `.repeat(9)}]}\n`).join('')}`;
  it.each([
    ['nothing', '', 'line 1: a mapping'],
    ['a list', '- on\n', 'line 1: a mapping'],
    ['no trigger', jobs, 'line 1: `on` is missing'],
    ['a key that is there twice', 'on: push\npermissions: {}\npermissions: write-all\n', 'line 3: the key permissions'],
    ['a key twice in capitals', 'on: push\npermissions: {}\nPERMISSIONS: write-all\n', 'line 3: the key permissions'],
    ['a key twice by its escape', 'on: push\n"o\\x6e": issues\n', 'line 2: the key on is there twice'],
    ['a key twice by an alias', 'name: &o on\n*o : push\non: issues\n', 'line 3: the key on is there twice'],
    ['a key that is a list', 'on: push\n? [a]\n: b\n', 'line 2: a key is not plain text'],
    ['a tab as indentation', 'on: push\njobs:\n\tbuild:\n', 'line 3: '],
    ['two documents', 'on: push\n---\non: issues\n', 'line 2: '],
    ['an alias without anchor', 'on: push\npermissions: *x\n', 'line 2: an alias has no anchor'],
    ['an unknown tag', 'on: !x push\n', 'line 1: '],
    [
      'a comment that a carriage return ends',
      '# x\rpermissions: write-all\non: push\n',
      'line 1: it contains the character U+000D',
    ],
    [
      'a comment that a next-line character ends',
      'on: push\n# x\u0085permissions: a\n',
      'line 2: it contains the character U+0085',
    ],
    [
      'a byte order mark inside',
      'on: push\n\uFEFFpermissions: write-all\n',
      'line 2: it contains the character U+FEFF',
    ],
    ['an expression as permission', 'on: push\npermissions: ${{ x }}\n', 'line 2: a permission level'],
    ['a permission with markup', 'on: push\npermissions: {"[x](y)": write}\n', 'line 2: the name of a permission'],
    ['a trigger that is a mapping in a list', 'on: [{push: }]\n', 'line 1: the name of an event'],
    ['a job that is text', 'on: push\njobs:\n  build: x\n', 'line 3: a mapping'],
    ['a job with markup in its id', 'on: push\njobs: {"<b>": {}}\n', 'line 2: this is not the id'],
    ['steps that are no list', 'on: push\njobs: {b: {steps: x}}\n', 'line 2: a list'],
    ['a merge key that holds itself', 'on: &o\n  <<: *o\n', 'line 2: '],
    ['aliases that grow', `${bomb}on: {<<: *a18}\n`, 'line 3: it holds too much'],
    ['brackets in extreme depth', `on: ${'[ '.repeat(400_000)}`, 'it is nested deeper than 200 levels'],
    ['indentation in extreme depth', deep, 'it is nested deeper than 200 levels'],
    [
      'compact lists in extreme depth',
      `on:
 ${'- '.repeat(300)}x`,
      'it is nested deeper than 200 levels',
    ],
    ['too many bytes', `on: push\n#${'x'.repeat(1024 * 1024)}`, 'it is larger than 1048576 bytes'],
  ])('does not read a file with %s', (_, text, reason) => {
    const facts = read(text);
    expect(facts.unreadable).toContain(reason);
    expect(facts).toMatchObject({ triggers: [], permissions: [], jobs: [], uses: [], secretsInherit: [] });
  });

  it('takes scripts with many brackets and long lists', () => {
    const script = `      - run: |\n          if [[ -n "\${x[0]}" ]]; then { echo; }; fi\n`.repeat(300);
    expect(read(`on: push\njobs:\n  b:\n    steps:\n${script}`).unreadable).toBeUndefined();
  });

  it('does not read what is not UTF-8', () => {
    expect(readWorkflow(new Uint8Array([0xff, 0xfe, 0x6f, 0x00])).unreadable).toBe('it is not UTF-8 text');
  });

  it('takes 100,000 keys in one mapping without searching them pairwise', () => {
    const keys = Array.from({ length: 100_000 }, (_, n) => `k${n}: `).join(',');
    expect(read(`on: push\nenv: {${keys}}\n${jobs}`).triggers).toEqual([{ name: 'push', line: 1 }]);
  });

  it('never throws', () => {
    const piece = fc.constantFrom(
      'on',
      'jobs',
      'permissions',
      ':',
      ' ',
      '\n',
      '  ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '&a ',
      '*a',
      '<<',
      '"',
      '|',
      '? ',
      '!',
      '#',
      '\t',
      '---\n',
      ',',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect(typeof (read(pieces.join('')).unreadable ?? '')).toBe('string');
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(Array.isArray(readWorkflow(bytes).triggers)).toBe(true);
      }),
    );
  });
});
