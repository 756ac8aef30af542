import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkRows } from './check-rows.ts';
import { policies } from './policies.ts';
import { commit, twoCommits } from './repository.ts';
import type { Content, Row } from './row.ts';
import { repositoryOf, wrongRepositories } from './wrong-repositories.ts';

const change = { class: 'git', base: '1', head: '2', files: [], ciFiles: [], gateFiles: [] };
const input = JSON.stringify({ schema: 'interlock/input/v1', change });
const checkPath = /Check the path/;

const wrongInputs = (
  [
    ['an input that is not there', undefined, undefined, /no such file/, checkPath],
    ['a folder as input', { is: 'folder' }, undefined, /directory, and a file was expected/, /Name a file in it/],
    ['a fifo as input', { is: 'fifo' }, undefined, /not a regular file/, /Name a regular file/],
    ['an input of 0 bytes', '', 1, /not valid JSON/, /Write it again/],
    ['an input that is cut off', `{\n${input.slice(1, 60)}`, 2, /not valid JSON/, /Write it again/],
    [
      'an input with a comma too many',
      '{\n"schema": "interlock/input/v1",\n}\n',
      3,
      /not valid JSON/,
      /Write it again/,
    ],
    ['a binary input', new Uint8Array([0, 255, 27, 91]), 1, /not valid JSON/, /Write it again/],
    ['a list as input', '[]', undefined, /not an interlock\/input\/v1 document/, /schema in the reference/],
    ['another schema', '{"schema":"interlock/input/v9"}', undefined, /schema: .*interlock\/input\/v1/, /reference/],
    ['a member too many', input.replace('{', '{"verdict":1,'), undefined, /verdict: .*never/, /reference/],
    ['a claim as class', input.replace('"git"', '"claim"'), undefined, /change\.class: .*git/, /reference/],
  ] as const satisfies readonly (readonly [string, Content | undefined, number | undefined, RegExp, RegExp])[]
).map(([name, content, line, says, fix]): Row => ({
  name,
  inputs: { input: 'in.json' },
  ...(content === undefined ? {} : { files: { 'in.json': content } }),
  exitCode: 2,
  file: 'in.json',
  ...(line === undefined ? {} : { line }),
  says,
  fix,
}));

const wrongPolicies = (
  [
    ['an empty folder', { p: { is: 'folder' } }, 'p/policy.wasm', /no such file/, checkPath],
    ['a file', { p: 'x' }, 'p/policy.wasm', /a part of the path is a file/, checkPath],
    ['source', { 'p/policy.wasm': 'package main\n' }, 'p/policy.wasm', /not a WebAssembly module/, /opa build -t wasm/],
    ['0 bytes', { 'p/policy.wasm': '' }, 'p/policy.wasm', /not a WebAssembly module/, /opa build -t wasm/],
    ['a folder in a folder', { 'p/policy.wasm': { is: 'folder' } }, 'p/policy.wasm', /directory/, /Name a file in it/],
    [
      'broken data',
      { 'p/policy.wasm': policies.online, 'p/data.json': '{\n' },
      'p/data.json',
      /not valid JSON/,
      /Write it again/,
    ],
  ] as const satisfies readonly (readonly [string, Row['files'], string, RegExp, RegExp])[]
).map(([name, files, file, says, fix]): Row => ({
  name: `a policy that is ${name}`,
  inputs: { input: 'in.json', policy: 'p' },
  files: { 'in.json': input, ...files },
  exitCode: 2,
  file,
  says,
  fix,
}));

const undecided = (
  [
    ['asks the network', '60s', policies.online, /could not be evaluated: .*http\.send/, /need no network/],
    ['never ends', '200ms', policies.endless, /not evaluated within 0\.2 s/, /longer deadline/],
    ['is cut off', '60s', policies.truncated, /could not be evaluated/, /opa build -t wasm/],
  ] as const
).map(([name, deadline, wasm, says, fix]): Row => ({
  name: `a policy that ${name}`,
  inputs: { input: 'in.json', policy: 'p', deadline },
  files: { 'in.json': input, 'p/policy.wasm': wasm },
  exitCode: 3,
  file: 'p/policy.wasm',
  says,
  fix,
  leaves: { 'verdict.json': /"result": "fail",\s+"decision": "blocked"[^]*"undecided"/ },
}));

const unreadable = {
  'verdict.json': /"result": "fail",\s+"decision": "blocked"[^]*"kind": "unreadable-change"/,
};

/** A repository whose last commit adds a file that has no name in UTF-8. */
function strangeName(repo: string): { base: string; head: string } {
  const { head: base } = twoCommits(repo);
  const strange = Buffer.concat([Buffer.from(`${repo}/a`), Buffer.from([0xff, 0xfe])]);
  writeFileSync(strange, 'x');
  const head = commit(repo, {});
  rmSync(strange);
  return { base, head };
}

const given = { inputs: { input: 'in.json' }, files: { 'in.json': input } } as const;

checkRows({
  operation: 'evaluate-policy',
  rows: [
    ...wrongInputs,
    ...wrongPolicies,
    ...undecided,
    ...wrongRepositories('repository').map((row): Row =>
      row.name === 'unrelated histories' ? { ...row, exitCode: 3, leaves: unreadable } : row,
    ),
    {
      name: 'a head with a file name that is not UTF-8',
      prepare: (folder) => ({ ...strangeName(join(folder, 'repo')), repository: 'repo' }),
      exitCode: 3,
      says: /file has a name that is not UTF-8/,
      fix: /Rename the file/,
      leaves: unreadable,
    },
    {
      name: 'an input below a file',
      inputs: { input: 'a/in.json' },
      files: { a: 'x' },
      exitCode: 2,
      file: 'a/in.json',
      says: /a part of the path is a file/,
      fix: checkPath,
    },
    {
      name: 'a finished input and what one is built from',
      inputs: { input: 'in.json', base: 'main', head: 'x', sbom: 'sbom.json', bundle: 'a' },
      exitCode: 2,
      says: /The input "input" excludes base, head, sbom, bundle/,
      fix: /Give either a finished policy input or what it is built from/,
    },
    {
      name: 'nothing to judge',
      exitCode: 2,
      says: /base and head were not given, and this is no change request/,
      fix: /give base and head/,
    },
    {
      name: 'a pack that is misspelt',
      ...given,
      inputs: { input: 'in.json', policy: 'pack:suply-chain' },
      exitCode: 2,
      says: /no policy pack "pack:suply-chain", only pack:lanes, pack:quality, pack:supply-chain, pack:zero-config/,
      fix: /Did you mean pack:supply-chain\?/,
    },
    {
      name: 'a pack without a name',
      ...given,
      inputs: { input: 'in.json', policy: 'pack:' },
      exitCode: 2,
      says: /no policy pack "pack:"/,
      fix: /Correct policy/,
    },
    {
      name: 'an input that is misspelt',
      ...given,
      inputs: { input: 'in.json', polcy: 'pack:quality' },
      exitCode: 2,
      says: /polcy/,
      fix: /[Dd]id you mean (--)?policy\?/,
    },
    {
      name: 'several values that are no values, all told at once',
      ...given,
      inputs: { input: 'in.json', deadline: 'soon', comment: 'always' },
      exitCode: 2,
      problems: 2,
      says: /"soon" is not a duration[^]*"always" is not one of auto, never/,
      fix: /such as 90s, 15m or 2h/,
    },
    {
      name: 'an output that is a folder',
      inputs: { input: 'in.json', 'output-file': 'out' },
      files: { 'in.json': input, out: { is: 'folder' } },
      exitCode: 3,
      file: 'out',
      says: /could not be written/,
      fix: /Name a file/,
    },
    {
      name: 'an output below a file',
      inputs: { input: 'in.json', 'output-file': 'in.json/out' },
      files: given.files,
      exitCode: 3,
      file: 'in.json/out',
      says: /could not be written/,
      fix: /Name a file/,
    },
    {
      name: 'an output that would replace the input',
      inputs: { input: 'in.json', 'output-file': './in.json' },
      files: given.files,
      exitCode: 2,
      says: /output-file would replace "in\.json", which is read for input/,
      fix: /Name another file for/,
    },
    {
      name: 'a base without the compiled policy that its configuration names',
      prepare: repositoryOf({ '.interlock/config.yml': 'policy: rules\n' }),
      exitCode: 2,
      file: 'rules/policy.wasm',
      says: /no such file in commit/,
      fix: /Commit it to the base/,
    },
    ...(
      [
        ['of another ending', '.interlock/config.yaml'],
        ['in another letter case', '.Interlock/Config.yml'],
        ['that is a folder', '.interlock/config.yml/x'],
      ] as const
    ).map(([name, file]): Row => ({
      name: `a base with a configuration ${name}`,
      prepare: repositoryOf({ [file]: 'policy: pack:quality\n' }),
      exitCode: 2,
      file,
      says: /is not read: its name must be \.interlock\/config\.yml/,
      fix: /Rename it to \.interlock\/config\.yml, or remove it, on the base branch/,
    })),
    {
      name: 'a base whose configuration is a link',
      prepare: (folder) => {
        const repo = join(folder, 'repo');
        twoCommits(repo, { 'other.yml': 'policy: pack:quality\n' });
        mkdirSync(join(repo, '.interlock'));
        symlinkSync('../other.yml', join(repo, '.interlock/config.yml'));
        const base = commit(repo, {});
        return { base, head: commit(repo, { 'src/b.ts': '' }), repository: 'repo' };
      },
      exitCode: 2,
      file: '.interlock/config.yml',
      says: /This is a link or a submodule in commit [0-9a-f]{7}, and a regular file was expected/,
      fix: /Commit \.interlock\/config\.yml as a regular file to the base branch/,
    },
    {
      name: 'a base whose configuration is a list',
      prepare: repositoryOf({ '.interlock/config.yml': '[]\n' }),
      exitCode: 2,
      file: '.interlock/config.yml',
      says: /The file: is a list, and keys with values were expected/i,
      fix: /The keys are policy/,
    },
  ],
});
