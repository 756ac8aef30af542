import { checkRows } from './check-rows.ts';
import { linksIn } from './links.ts';
import { initRepository } from './repository.ts';
import type { Content, Row } from './row.ts';

const npmLock = (changed: object = {}): string =>
  JSON.stringify({ lockfileVersion: 3, packages: { '': { name: 'app' } }, ...changed }, null, 2);
const withPackages = (packages: object): string => npmLock({ packages: { '': {}, ...packages } });
const pnpmLock = [
  "lockfileVersion: '9.0'",
  'importers:',
  '  .:',
  '    dependencies:',
  '      a:',
  "        specifier: '1'",
  '        version: 1.0.0',
  'packages:',
  '  a@1.0.0:',
  '    resolution: {integrity: sha512-AAAA}',
  'snapshots:',
  '  a@1.0.0: {}',
  '',
].join('\n');

const npmAgain = /npm install --package-lock-only/;
const pnpmAgain = /pnpm install --lockfile-only/;
const noLockfile = /No supported lockfile was found in \./;
const commitOne = /Commit one of package-lock\.json, npm-shrinkwrap\.json, pnpm-lock\.yaml as a regular file/;

type WrongLock = readonly [name: string, content: Content, says: RegExp, fix: RegExp, line?: number];

const wrongNpmLocks: readonly WrongLock[] = [
  ['of 0 bytes', '', /not valid JSON: it is empty/, /Write it again/, 1],
  ['that is cut off', npmLock().slice(0, -8), /not valid JSON: it is cut off/, /Write it again/, 6],
  ['that is no JSON', '{\n  lockfileVersion: 3\n}', /not valid JSON/, /Write it again/, 2],
  ['with a conflict', '{\n<<<<<<< HEAD\n}', /not valid JSON/, /version control/, 2],
  ['that is a binary file', new Uint8Array([0, 255, 27, 91, 10]), /not UTF-8 text/, /again in UTF-8/],
  ['that is a list', '[]', /not a whole npm lockfile: it has no lockfileVersion/, npmAgain],
  ['of version 1', '{"lockfileVersion":1,"dependencies":{}}', /lockfileVersion 1; 2 and 3 are supported/, npmAgain],
  ['of an unknown version', npmLock({ lockfileVersion: 4 }), /lockfileVersion 4; 2 and 3/, npmAgain],
  [
    'of a version that is text',
    npmLock({ lockfileVersion: '\u001b[31m' }),
    /lockfileVersion "\\u001b\[31m"; 2/,
    npmAgain,
  ],
  ['without packages', '{"lockfileVersion":3}', /not a whole npm lockfile: packages/, npmAgain],
  ['without the project', npmLock({ packages: { 'node_modules/a': {} } }), /no entry for the project itself/, npmAgain],
  ['with packages that are a list', npmLock({ packages: [] }), /packages: this is not an object/, npmAgain],
  ['with a package that is text', withPackages({ 'node_modules/a': '1' }), /packages, node_modules\/a/, npmAgain],
  [
    'that lacks a dependency',
    npmLock({ packages: { '': { dependencies: { 'left-pad': '1' } } } }),
    /the project depends on left-pad, which it does not hold/,
    npmAgain,
  ],
  [
    'with a name that is a command of the runner',
    withPackages({ 'node_modules/x': { name: '\n::error::\u001b[31mx', version: '1' } }),
    /" ::error::\\u\{1b\}\[31mx" is not the name of an npm package/,
    /Write the lockfile again/,
  ],
  [
    'with a dependency that is named by control characters',
    npmLock({ packages: { '': { dependencies: { 'a\u0000\u001b]0;x\u0007\r\n::set-output name=x::': '1' } } } }),
    /depends on a\\u\{0\}\\u\{1b\}\]0;x\\u\{7\}\\u\{d\} ::set-output/,
    npmAgain,
  ],
  [
    'with two hashes of one package',
    withPackages({
      'node_modules/a': { version: '1.0.0', integrity: `sha512-${Buffer.alloc(64, 1).toString('base64')}` },
      'node_modules/b/node_modules/a': {
        version: '1.0.0',
        integrity: `sha512-${Buffer.alloc(64, 2).toString('base64')}`,
      },
      'node_modules/b': { version: '1.0.0', dependencies: { a: '1' } },
    }),
    /a@1\.0\.0 has different SHA-512 hashes in two places/,
    /tampered with/,
  ],
  ['of a deep nesting', `{"lockfileVersion":${'['.repeat(100_000)}`, /not valid JSON: it is cut off/, /Write it again/],
];

const wrongPnpmLocks: readonly WrongLock[] = [
  ['of 0 bytes', '', /not a whole pnpm lockfile: it has no lockfileVersion/, pnpmAgain],
  ['that is cut off', pnpmLock.slice(0, -12), /not a whole pnpm lockfile: /, pnpmAgain],
  ['that is cut off in a value', `${pnpmLock.slice(0, -30)}{`, /not the YAML that pnpm writes/, pnpmAgain],
  ['that is no YAML', "lockfileVersion: '9.0'\n\timporters: x\n", /not the YAML that pnpm writes/, pnpmAgain, 2],
  ['with a conflict', `lockfileVersion: '9.0'\n<<<<<<< HEAD\na: 1\n`, /not the YAML that pnpm writes/, pnpmAgain],
  ['that is text', 'hello', /it has no lockfileVersion/, pnpmAgain],
  ['of version 6', "lockfileVersion: '6.0'\n", /lockfileVersion "6\.0"; 9\.0 is supported/, pnpmAgain],
  ['of an unknown version', "lockfileVersion: '10.0'\n", /lockfileVersion "10\.0"; 9\.0 is supported/, pnpmAgain],
  ['with an alias', "lockfileVersion: '9.0'\na: &a [x]\nb: *a\n", /not the YAML that pnpm writes/, pnpmAgain, 3],
  ['with a tag', "lockfileVersion: '9.0'\na: !!js/function x\n", /not the YAML that pnpm writes/, pnpmAgain],
  [
    'of a deep nesting',
    `lockfileVersion: '9.0'\na: ${'['.repeat(100_000)}`,
    /not the YAML that pnpm writes/,
    pnpmAgain,
  ],
  [
    'that lacks a package',
    pnpmLock.replace('snapshots:\n  a@1.0.0: {}\n', 'snapshots: {}\n'),
    /not a whole pnpm lockfile: /,
    pnpmAgain,
  ],
];

const lockRows = (file: string, wrong: readonly WrongLock[]): readonly Row[] =>
  wrong.map(([name, content, says, fix, line]) => ({
    name: `a ${file} ${name}`,
    files: { [file]: content },
    exitCode: 2,
    file,
    ...(line === undefined ? {} : { line }),
    says,
    fix,
  }));

const noLockRows = (
  [
    ['no lockfile', {}, noLockfile],
    ['only a lockfile of another tool', { 'yarn.lock': '' }, /No supported lockfile.*Not supported: yarn\.lock/],
    ['a folder as lockfile', { 'package-lock.json': { is: 'folder' } }, noLockfile],
    ['a fifo as lockfile', { 'package-lock.json': { is: 'fifo' } }, noLockfile],
    ['only lockfiles of installed packages', { 'node_modules/a/package-lock.json': npmLock() }, noLockfile],
  ] as const satisfies readonly (readonly [string, Row['files'], RegExp])[]
).map(([name, files, says]): Row => ({ name, files, exitCode: 2, says, fix: commitOne }));

const manifestRows = (
  [
    ['that is cut off', '{\n"name": "app"', 2, /not valid JSON: it is cut off/, /Write it again/],
    ['of 0 bytes', '', 1, /it is empty/, /Write it again/],
    ['that is a list', '[]', undefined, /must be an object whose name and version are text/, /input name/],
    ['whose name is a number', '{"name":1}', undefined, /must be an object/, /Correct it/],
  ] as const
).map(([name, content, line, says, fix]): Row => ({
  name: `a package.json ${name}`,
  files: { 'package.json': content, 'package-lock.json': npmLock() },
  exitCode: 2,
  file: 'package.json',
  ...(line === undefined ? {} : { line }),
  says,
  fix,
}));

const files = { 'package-lock.json': npmLock(), 'pnpm-lock.yaml': pnpmLock, 'package.json': '{"name":"app"}' };

const epochRows = (
  [
    ['soon', /"soon" is not a whole number/],
    ['1.5', /"1\.5" is not a whole number/],
    ['-1', /"-1" is below 0/],
    ['1e99', /"1e99" is not a whole number/],
    ['253402300800', /is above 253402300799/],
    ['NaN\u001b[31m', /"NaN\\u\{1b\}\[31m" is not a whole number/],
  ] as const
).map(([value, says]): Row => ({
  name: `the timestamp ${JSON.stringify(value)}`,
  files,
  inputs: { 'source-date-epoch': value },
  exitCode: 2,
  says,
  fix: /seconds since 1970/,
}));

const outputRows = (
  [
    ['is a folder', 'sub', 3, 'sub', /could not be written: it is a directory/, /Name a file/],
    [
      'is below a file',
      'package.json/x',
      3,
      'package.json/x',
      /a part of the path is a file/,
      /Name a file in a folder/,
    ],
    ['would replace a lockfile', './pnpm-lock.yaml', 2, undefined, /output-file would replace/, /Name another file/],
    ['would replace package.json', 'sub/../package.json', 2, undefined, /would replace/, /Name another file/],
  ] as const
).map(([name, output, exitCode, file, says, fix]): Row => ({
  name: `an output that ${name}`,
  files: { ...files, sub: { is: 'folder' } },
  inputs: { 'output-file': output },
  exitCode,
  ...(file === undefined ? {} : { file }),
  says,
  fix,
}));

checkRows({
  operation: 'generate-sbom',
  rows: [
    ...lockRows('package-lock.json', wrongNpmLocks),
    ...lockRows('pnpm-lock.yaml', wrongPnpmLocks),
    ...noLockRows,
    ...manifestRows,
    ...epochRows,
    ...outputRows,
    {
      name: 'a malformed lockfile in a folder',
      files: { 'package-lock.json': npmLock(), 'web/app/package-lock.json': '{\n' },
      exitCode: 2,
      file: 'web/app/package-lock.json',
      line: 2,
      says: /not valid JSON/,
      fix: /Write it again/,
    },
    {
      name: 'a malformed lockfile in a project elsewhere',
      files: { 'web/package-lock.json': '{\n' },
      inputs: { path: 'web' },
      exitCode: 2,
      file: 'web/package-lock.json',
      line: 2,
      says: /not valid JSON/,
      fix: /Write it again/,
    },
    {
      name: 'a malformed lockfile in a folder with a hostile name',
      files: { 'x\n::error::\u001b[31m/package-lock.json': '{' },
      exitCode: 2,
      says: /\\u\{1b\}\[31m\/package-lock\.json/,
      fix: /Write it again/,
    },
    {
      name: 'a link as lockfile',
      files: { other: npmLock() },
      prepare: linksIn({ 'package-lock.json': 'other' }),
      exitCode: 2,
      says: noLockfile,
      fix: commitOne,
    },
    {
      name: 'an empty repository',
      prepare: initRepository,
      exitCode: 2,
      says: noLockfile,
      fix: commitOne,
    },
    {
      name: 'a folder that is not there',
      inputs: { path: 'none' },
      exitCode: 2,
      file: 'none',
      says: /no such file/,
      fix: /Check the path/,
    },
    {
      name: 'a file as folder',
      files,
      inputs: { path: 'package.json' },
      exitCode: 2,
      file: 'package.json',
      says: /not a directory/,
      fix: /Name the folder of the project/,
    },
    {
      name: 'a folder below a file',
      files,
      inputs: { path: 'package.json/x' },
      exitCode: 2,
      file: 'package.json/x',
      says: /a part of the path is a file/,
      fix: /Check the path/,
    },
    {
      name: 'a link to itself as folder',
      inputs: { path: 'loop/x' },
      prepare: linksIn({ loop: 'loop' }),
      exitCode: 2,
      file: 'loop/x',
      says: /Too many symbolic links/,
      fix: /Name the file itself/,
    },
    {
      name: 'several wrong inputs at once',
      files,
      inputs: { 'include-dev': 'maybe', 'source-date-epoch': 'soon' },
      exitCode: 2,
      problems: 2,
      says: /include-dev: "maybe" is not true or false[\s\S]*source-date-epoch: "soon"/,
      fix: /Whether development packages are included/,
    },
  ],
});
