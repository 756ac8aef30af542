import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleText, signerLine, statementAbout } from './bundles.ts';
import { checkRows } from './check-rows.ts';
import { keys } from './keys.ts';
import { policies } from './policies.ts';
import { twoCommits } from './repository.ts';
import type { Content, Row } from './row.ts';
import { wrongRepositories } from './wrong-repositories.ts';

const files = { 'key.pem': keys.good };
const inputs = { path: 'repo', base: 'HEAD~1', head: 'HEAD', key: 'key.pem' };
const checkPath = /Check the path/;
const changeOf = (base?: Readonly<Record<string, string>>) => (folder: string) =>
  void twoCommits(join(folder, 'repo'), base);

const wrongKeys = (
  [
    ['an RSA key', keys.rsa, /private key is RSA, and ECDSA P-256 is needed/, /openssl genpkey/],
    ['a P-384 key', keys.p384, /private key is ECDSA secp384r1, and ECDSA P-256 is needed/, /openssl genpkey/],
    ['a public key', keys.goodPublic, /public key, and a private key was expected/, /Give the private key/],
    ['an encrypted key', keys.encrypted, /encrypted/, /openssl pkey/],
    ['half a key', keys.good.slice(0, 100), /cut off or damaged/, /Copy the whole file/],
    ['a folder as key', { is: 'folder' }, /directory, and a file was expected/, /Name a file in it/],
    ['a fifo as key', { is: 'fifo' }, /not a regular file/, /Name a regular file/],
    ['a key that is not there', undefined, /no such file/, checkPath],
  ] as const satisfies readonly (readonly [string, Content | undefined, RegExp, RegExp])[]
).map(([name, content, says, fix]): Row => ({
  name,
  inputs,
  prepare: changeOf(),
  ...(content === undefined ? {} : { files: { 'key.pem': content } }),
  exitCode: 2,
  file: 'key.pem',
  says,
  fix,
}));

const undecided = {
  'verdict.json': /"result": "fail",\s+"decision": "blocked"[^]*"kind": "unreadable-change"/,
  'summary.md': /Could not decide: /,
};
const lock = '{"lockfileVersion":3,"packages":{"":{"name":"a"}}}';
const wrongHeads = (
  [
    [
      'a lockfile that is cut off',
      { 'package-lock.json': lock.slice(0, 30) },
      'package-lock.json',
      1,
      /not valid JSON/,
    ],
    [
      'an unknown lockfile version',
      { 'package-lock.json': '{"lockfileVersion":9}' },
      'package-lock.json',
      undefined,
      /9/,
    ],
    [
      'YAML that is cut off',
      { 'pnpm-lock.yaml': "lockfileVersion: '9.0'\nimporters: {" },
      'pnpm-lock.yaml',
      undefined,
      /YAML/,
    ],
    [
      'a package.json that is cut off',
      { 'package.json': '{\n', 'package-lock.json': lock },
      'package.json',
      2,
      /not valid JSON/,
    ],
  ] as const satisfies readonly (readonly [string, Record<string, string>, string, number | undefined, RegExp])[]
).map(([name, base, file, line, says]): Row => ({
  name: `a head with ${name}`,
  inputs: { ...inputs, 'output-dir': '.' },
  files,
  prepare: changeOf(base),
  exitCode: 3,
  leaves: undecided,
  file,
  ...(line === undefined ? {} : { line }),
  says,
  fix: /Write it again|Correct it|lockfile/,
}));

const wrongReports = (
  [
    [
      'tests',
      'a pattern without a match',
      'none/*.xml',
      {},
      /No file matches the pattern "none\/\*\.xml"/,
      /Check the pattern/,
    ],
    ['tests', 'a report that is not there', 'unit.xml', {}, /no such file/, checkPath],
    [
      'tests',
      'XML that is cut off',
      'unit.xml',
      { 'unit.xml': '<testsuite>\n<testcase' },
      /not JUnit XML: unclosed tag: testsuite/,
      /Write it again/,
    ],
    [
      'coverage',
      'a report that is no lcov',
      'lcov.info',
      { 'lcov.info': 'no' },
      /must hold whole records/,
      /Write it again/,
    ],
    ['scans', 'SARIF that is cut off', 'a.sarif', { 'a.sarif': '{' }, /not valid JSON/, /Write it again/],
    ['tests', 'a suite without a pattern', 'e2e=', {}, /no glob/, /SUITE=GLOB/],
  ] as const satisfies readonly (readonly [string, string, string, Row['files'], RegExp, RegExp])[]
).map(([input, name, value, reports, says, fix]): Row => ({
  name: `${input} that name ${name}`,
  inputs: { ...inputs, [input]: value },
  files: { ...files, ...reports },
  prepare: changeOf(),
  exitCode: 2,
  says,
  fix,
}));

const signers = { '.interlock/signers': signerLine(keys.goodPublic) };
const bundle = bundleText({ payload: statementAbout('x') });
const artifact = { ...inputs, 'subject-path': 'app.tgz', bundle: 'app.json' };
const wrongArtifacts = (
  [
    [
      'no bundle',
      { ...inputs, 'subject-path': 'app.tgz' },
      {},
      signers,
      undefined,
      /1 subject-path and 0 bundle/,
      /in the same order/,
    ],
    [
      'a bundle and no artifact',
      { ...inputs, bundle: 'app.json' },
      {},
      signers,
      undefined,
      /0 subject-path and 1 bundle/,
      /in the same order/,
    ],
    ['no list of signers', artifact, {}, {}, '.interlock/signers', /so nobody may sign/, /List the signers/],
    ['a bundle that is not there', artifact, { 'app.tgz': 'x' }, signers, 'app.json', /no such file/, checkPath],
    [
      'an artifact of 0 bytes',
      artifact,
      { 'app.json': bundle, 'app.tgz': '' },
      signers,
      'app.tgz',
      /0 bytes/,
      /step that builds it/,
    ],
  ] as const satisfies readonly (readonly [
    string,
    Row['inputs'],
    Row['files'],
    Record<string, string>,
    string | undefined,
    RegExp,
    RegExp,
  ])[]
).map(([name, given, more, base, file, says, fix]): Row => ({
  name: `artifacts with ${name}`,
  inputs: given,
  files: { ...files, ...more },
  prepare: changeOf(base),
  exitCode: 2,
  ...(file === undefined ? {} : { file }),
  says,
  fix,
}));

const wrongPolicies = (
  [
    ['a pack that is misspelt', 'pack:qualty', {}, /no policy pack "pack:qualty"/, /Did you mean pack:quality\?/],
    ['a folder that is not there', 'p', {}, /no such file/, checkPath],
    ['source', 'p', { 'p/policy.wasm': 'package x' }, /not a WebAssembly module/, /opa build -t wasm/],
  ] as const satisfies readonly (readonly [string, string, Row['files'], RegExp, RegExp])[]
).map(([name, policy, more, says, fix]): Row => ({
  name: `a policy that is ${name}`,
  inputs: { ...inputs, policy },
  files: { ...files, ...more },
  prepare: changeOf(),
  exitCode: 2,
  says,
  fix,
}));

checkRows({
  operation: 'run',
  face: 'command',
  rows: [
    ...wrongRepositories('path').map((row): Row => ({
      ...(row.name === 'unrelated histories' ? { ...row, exitCode: 3, leaves: undecided } : row),
      files,
      inputs: { ...row.inputs, key: 'key.pem', 'output-dir': '.' },
    })),
    ...wrongKeys,
    ...wrongHeads,
    ...wrongReports,
    ...wrongArtifacts,
    ...wrongPolicies,
    {
      name: 'both key and signing-key',
      inputs: { ...inputs, 'signing-key': keys.good },
      files,
      prepare: changeOf(),
      exitCode: 2,
      says: /Both key and signing-key are given, and one was expected/,
      fix: /Leave one of them out/,
    },
    {
      name: 'a secret that is no key',
      inputs: { path: 'repo', 'signing-key': 'hunter2' },
      prepare: changeOf(),
      exitCode: 2,
      file: 'INTERLOCK_SIGNING_KEY',
      says: /not a private key in PEM/,
      fix: /openssl genpkey/,
    },
    {
      name: 'a base whose configuration has a misspelt key',
      inputs,
      files,
      prepare: changeOf({ '.interlock/config.yml': 'polcy: pack:quality\n' }),
      exitCode: 2,
      file: '.interlock/config.yml',
      line: 1,
      says: /polcy: is not a known key\. Did you mean policy\?/,
      fix: /The keys are/,
    },
    {
      name: 'a policy of the base that only the work tree has',
      inputs: { ...inputs, path: '.' },
      files: { ...files, 'rules/policy.wasm': policies.endless },
      prepare: (folder) => {
        twoCommits(folder, { '.interlock/config.yml': 'policy: other\n' });
        writeFileSync(join(folder, 'other'), '');
      },
      exitCode: 2,
      file: 'other/policy.wasm',
      says: /no such file in commit/,
      fix: /Commit it to the base/,
    },
    ...(
      [
        ['a file', { out: 'x' }, 'out', /a part of the path is a file|could not be written/],
        ['below a file', { out: 'x' }, 'out/below', /a part of the path is a file|could not be written/],
        ['a folder with a folder in place of a file', { 'out/report.html': { is: 'folder' } }, 'out', /directory/],
        [
          'a folder with a fifo in place of a file',
          { 'out/events.jsonl': { is: 'fifo' } },
          'out',
          /not a regular file/,
        ],
      ] as const
    ).map(([name, more, output, says]): Row => ({
      name: `an output folder that is ${name}`,
      inputs: { ...inputs, 'output-dir': output },
      files: { ...files, ...more },
      prepare: changeOf(),
      exitCode: 3,
      says,
      fix: /Name a/,
    })),
    {
      name: 'a deadline that is no duration',
      inputs: { ...inputs, deadline: '10' },
      exitCode: 2,
      says: /"10" is not a duration such as 90s, 15m or 2h/,
      fix: /Longest time/,
    },
  ],
});
