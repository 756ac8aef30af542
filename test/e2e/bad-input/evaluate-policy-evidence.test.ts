import { bundleText, signerLine, statementAbout } from './bundles.ts';
import { checkRows } from './check-rows.ts';
import { keys } from './keys.ts';
import type { Content, Row } from './row.ts';
import { repositoryOf } from './wrong-repositories.ts';

const checkPath = /Check the path/;

const wrongEvidence = (
  [
    ['an SBOM that is not there', 'sbom', undefined, undefined, /no such file/, checkPath],
    ['a folder as SBOM', 'sbom', { is: 'folder' }, undefined, /directory/, /Name a file in it/],
    ['an SBOM that is cut off', 'sbom', '{\n"bomFormat":', 2, /not valid JSON/, /Write it again/],
    ['another document as SBOM', 'sbom', '{"spdxVersion":"2.3"}', undefined, /not a CycloneDX/, /generate-sbom/],
    ['reports that are not there', 'reports', undefined, undefined, /no such file/, checkPath],
    ['reports that are cut off', 'reports', '{"tests":[', 1, /not valid JSON/, /Write it again/],
    ['JUnit XML as reports', 'reports', '<testsuites/>', 1, /not valid JSON/, /Write it again/],
    [
      'another document as reports',
      'reports',
      '{"schema":"x"}',
      undefined,
      /interlock\/reports\/v1/,
      /collect-reports/,
    ],
  ] as const satisfies readonly (readonly [
    string,
    'sbom' | 'reports',
    Content | undefined,
    number | undefined,
    RegExp,
    RegExp,
  ])[]
).map(([name, which, content, line, says, fix]): Row => ({
  name,
  inputs: { [which]: 'evidence.json' },
  ...(content === undefined ? {} : { files: { 'evidence.json': content } }),
  prepare: repositoryOf(),
  exitCode: 2,
  file: 'evidence.json',
  ...(line === undefined ? {} : { line }),
  says,
  fix,
}));

const oldBundle = JSON.stringify({ mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.2' });
const signers = { '.interlock/signers': signerLine(keys.goodPublic) };
const bundle = bundleText({ payload: statementAbout('x') });
const artifact = { 'subject-path': 'app.tgz', bundle: 'app.json' };

const wrongArtifacts = (
  [
    ['a base without signers', {}, {}, '.interlock/signers', undefined, /so nobody may sign/, /List the signers/],
    [
      'a base with broken signers',
      { '.interlock/signers': '# ours\nann\n' },
      {},
      '.interlock/signers',
      2,
      /key type was expected/,
      /A line reads/,
    ],
    ['a bundle that is not there', signers, { 'app.tgz': 'x' }, 'app.json', undefined, /no such file/, checkPath],
    ['an artifact that is not there', signers, { 'app.json': bundle }, 'app.tgz', undefined, /no such file/, checkPath],
    [
      'an artifact of 0 bytes',
      signers,
      { 'app.json': bundle, 'app.tgz': '' },
      'app.tgz',
      undefined,
      /0 bytes/,
      /step that builds it/,
    ],
    ['a bundle that is cut off', signers, { 'app.json': '{' }, 'app.json', 1, /not valid JSON/, /Write it again/],
    ['an older bundle', signers, { 'app.json': oldBundle }, 'app.json', undefined, /version=0\.2/, /sign-artifact/],
  ] as const satisfies readonly (readonly [
    string,
    Readonly<Record<string, string>>,
    NonNullable<Row['files']>,
    string,
    number | undefined,
    RegExp,
    RegExp,
  ])[]
).map(([name, base, files, file, line, says, fix]): Row => ({
  name,
  inputs: artifact,
  files,
  prepare: repositoryOf(base),
  exitCode: 2,
  file,
  ...(line === undefined ? {} : { line }),
  says,
  fix,
}));

const wrongConfigs = (
  [
    ['broken YAML', 'policy: [\n', 2, /not valid YAML/, /Correct the line/],
    ['a misspelt key', 'policy: p\ncoverag:\n  floor: {}\n', 2, /coverag: .*Did you mean coverage\?/, /The keys are/],
    ['a floor above 100', 'coverage:\n  floor:\n    unit: 101\n', 3, /coverage\.floor\.unit: .*100/, /The keys are/],
    ['a list', '- policy\n', 1, /The file: is a list, and keys with values were expected/, /The keys are/],
    ['an alias', 'coverage: &a\n  floor: *a\n', undefined, /aliases/, /Write the values out/],
  ] as const
).map(([name, text, line, says, fix]): Row => ({
  name: `a base whose configuration is ${name}`,
  prepare: repositoryOf({ '.interlock/config.yml': text }),
  exitCode: 2,
  file: '.interlock/config.yml',
  ...(line === undefined ? {} : { line }),
  says,
  fix,
}));

checkRows({
  operation: 'evaluate-policy',
  rows: [
    ...wrongEvidence,
    ...wrongArtifacts,
    ...wrongConfigs,
    {
      name: 'an artifact without a bundle',
      inputs: { 'subject-path': 'app.tgz' },
      prepare: repositoryOf(),
      exitCode: 2,
      says: /1 subject-path and 0 bundle were given/,
      fix: /Give one bundle for each subject-path, in the same order/,
    },
    {
      name: 'fewer artifacts than bundles',
      inputs: { 'subject-path': 'app.tgz', bundle: 'a\nb' },
      prepare: repositoryOf(),
      exitCode: 2,
      says: /1 subject-path and 2 bundle were given/,
      fix: /Give one bundle for each subject-path, in the same order/,
    },
    {
      name: 'an output that would replace the SBOM',
      inputs: { sbom: 'evidence.json', 'output-file': 'evidence.json' },
      files: { 'evidence.json': '{"bomFormat":"CycloneDX","specVersion":"1.6"}' },
      prepare: repositoryOf(),
      exitCode: 2,
      says: /output-file would replace "evidence\.json", which is read for sbom/,
      fix: /Name another file for/,
    },
  ],
});
