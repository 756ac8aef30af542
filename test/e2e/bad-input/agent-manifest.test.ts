import { join } from 'node:path';
import { checkRows } from './check-rows.ts';
import { changeWithManifest, manifestPath } from './manifests.ts';
import { git, twoCommits } from './repository.ts';
import type { Row } from './row.ts';
import { repositoryOf, wrongRepositories } from './wrong-repositories.ts';

const inReference = /docs\/reference\/agent-manifest\.md explains the keys/;

const malformed = (
  [
    ['with a key that is misspelt', (text) => text.replace('principal', 'principle'), 7, /Did you mean principal\?/],
    ['of a version to come', (text) => text.replace('manifest/v1', 'manifest/v9'), 1, /interlock\/agent-manifest\/v1/],
    ['with a base that is cut', (text) => text.replace(/base: .*/, 'base: abc123'), 5, /full commit object name/],
    ['with a glob that climbs out', (text) => text.replace('src/**', '../**'), 11, /no path from the root/],
    ['with wild cards that are not ours', (text) => text.replace('src/**', '"src/{a,b}"'), 11, /no path from the root/],
    ['that grants a right', (text) => `${text}permissions: write-all\n`, 15, /is not a known key/],
    ['with a time that is none', (text) => text.replace(/expires: .*/, 'expires: soon'), 14, /UTC time such as/],
    ['with a key twice', (text) => `${text}id: other\n`, 15, /keys must be unique/],
    [
      'with control characters',
      (text) => text.replace('kind: normal', 'kind: "\\e[2J\\n::error::x"'),
      10,
      /\\u\{1b\}|hotfix/,
    ],
  ] satisfies readonly (readonly [string, (text: string) => string, number, RegExp])[]
).map(([name, edit, line, says]): Row => ({
  name: `a manifest ${name}`,
  prepare: changeWithManifest({ edit }),
  exitCode: 2,
  file: manifestPath,
  line,
  says,
  fix: /explains the keys|Correct the line/,
}));

const report = (kind: string) => ({ 'manifest-check.json': new RegExp(`"result": "fail"[^]*"kind": "${kind}"`) });

const refused = (
  [
    ['no signature', {}, 'unsigned', /the manifest is not signed/, /interlock sign-manifest --manifest/],
    [
      'a signature that is no bundle',
      { files: { '.interlock/changes/fix.sigstore.json': '{"a":1}' } },
      'wrong-signature',
      /signature of the manifest does not hold: This file has no media type/,
      /interlock sign-manifest/,
    ],
  ] as const
).map(([name, made, kind, says, fix]): Row => ({
  name: `a manifest with ${name}`,
  prepare: changeWithManifest(made),
  exitCode: 1,
  file: manifestPath,
  says,
  fix,
  leaves: report(kind),
}));

/** Manifests of another change, or of another time; nobody signed them either. */
const replayed = (
  [
    ['that has expired', (text) => text.replace('2099', '2020'), 'expired', /expired/],
    ['of another branch', (text) => text.replace('agent/fix', 'agent/other'), 'wrong-branch', /agent\/other/],
    ['of another base', (text) => text.replace(/base: .*/, `base: "${'1'.repeat(40)}"`), 'wrong-base', /1{7}/],
  ] satisfies readonly (readonly [string, (text: string) => string, string, RegExp])[]
).map(([name, edit, kind, says]): Row => ({
  name: `a manifest ${name}`,
  prepare: changeWithManifest({ edit }),
  exitCode: 1,
  problems: 2,
  file: manifestPath,
  says,
  fix: /sign-manifest|draft-manifest/,
  leaves: report(kind),
}));

checkRows({
  operation: 'agent-manifest',
  rows: [
    ...wrongRepositories('repository'),
    ...malformed,
    ...refused,
    ...replayed,
    {
      name: 'an empty manifest',
      prepare: changeWithManifest({ edit: () => '' }),
      exitCode: 2,
      file: manifestPath,
      says: /schema: is required and is not there/,
      fix: inReference,
    },
    {
      name: 'a change without a manifest',
      prepare: repositoryOf(),
      exitCode: 1,
      says: /the change adds no \.interlock\/changes\/<name>\.yml/,
      fix: /interlock draft-manifest/,
      leaves: report('missing'),
    },
    {
      name: 'two manifests',
      prepare: changeWithManifest({ files: { '.interlock/changes/more.yml': 'x: 1\n' } }),
      exitCode: 1,
      file: manifestPath,
      says: /adds 2 manifests/,
      fix: /exactly one plain file/,
      leaves: report('malformed'),
    },
    {
      name: 'a path outside whose name commands terminals and runners',
      prepare: changeWithManifest({ files: { 'lib/\u001b[2J\n::error::x': '' } }),
      exitCode: 1,
      problems: 2,
      says: /is outside the paths that the manifest allows/,
      fix: /take it out of the change/,
      leaves: report('path-not-allowed'),
    },
    {
      name: 'signers of the base that cannot be read',
      prepare: changeWithManifest({ signers: 'ann\n', files: { '.interlock/changes/fix.sigstore.json': '{}' } }),
      exitCode: 2,
      file: '.interlock/signers',
      line: 1,
      says: /key type/,
      fix: /A line reads/,
    },
    {
      name: 'neither base nor head',
      inputs: { repository: 'repo' },
      prepare: (folder) => void twoCommits(join(folder, 'repo')),
      exitCode: 2,
      says: /base and head were not given, and this is no change request/,
      fix: /give base and head/,
    },
    {
      name: 'a head that no branch ends at',
      prepare: (folder) => {
        const given = changeWithManifest()(folder);
        const head = git(join(folder, 'repo'), 'rev-parse', 'agent/fix');
        git(join(folder, 'repo'), 'switch', '-q', '--detach');
        git(join(folder, 'repo'), 'branch', '-D', 'agent/fix');
        return { ...given, head };
      },
      exitCode: 1,
      problems: 2,
      says: /no branch is known for this change/,
      fix: /draft-manifest/,
      leaves: report('wrong-branch'),
    },
    {
      name: 'an output that is a folder',
      inputs: { 'output-file': 'out' },
      files: { out: { is: 'folder' } },
      prepare: changeWithManifest(),
      exitCode: 3,
      file: 'out',
      says: /could not be written/,
      fix: /Name a file/,
    },
  ],
});
