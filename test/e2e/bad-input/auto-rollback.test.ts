import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleText, statementAbout } from './bundles.ts';
import { checkRows } from './check-rows.ts';
import { keys } from './keys.ts';
import { badDigest, badRelease, type RollbackConfig } from './release.ts';
import { commit, git, initRepository, shallowClone, twoCommits } from './repository.ts';
import type { Content, Row } from './row.ts';

const inputs = { config: 'rollback.yml' };
const reference = /docs\/reference\/auto-rollback\.md/;
const again = /run auto-rollback again|Remaining: /;

const wrongFiles = (
  [
    ['is not there', undefined, undefined, /no such file/, /Check the path/],
    ['is a folder', { is: 'folder' }, undefined, /directory, and a file was expected/, /Name a file in it/],
    ['is a fifo', { is: 'fifo' }, undefined, /not a regular file/, /Name a regular file/],
    ['is empty', '', undefined, /environment: is required and is not there/, reference],
    ['is broken YAML', 'environment: [\n', 2, /not valid YAML/, /Correct the line/],
    ['is a list', '# list\n- a\n', 2, /is a list, and keys with values were expected/, reference],
  ] as const satisfies readonly (readonly [string, Content | undefined, number | undefined, RegExp, RegExp])[]
).map(([name, content, line, says, fix]): Row => ({
  name: `a configuration that ${name}`,
  inputs,
  ...(content === undefined ? {} : { files: { 'rollback.yml': content } }),
  exitCode: 2,
  file: 'rollback.yml',
  ...(line === undefined ? {} : { line }),
  says,
  fix,
}));

const wrongSettings = (
  [
    ['a misspelt key', (config) => ({ ...config, stat: 'x' }), /stat: is not a known key\. Did you mean state\?/],
    [
      'a digest without its kind',
      (config) => ({ ...config, bad: { ...config.bad, digest: 'abc' } }),
      /bad\.digest: must be/,
    ],
    [
      'a short commit',
      (config) => ({ ...config, bad: { ...config.bad, commit: 'abc' } }),
      /bad\.commit: must be a full/,
    ],
    [
      'a landing that is unknown',
      (config) => ({ ...config, revert: { ...config.revert, land: 'now' } }),
      /revert\.land: .*"local"/,
    ],
    [
      'no commit to revert',
      (config) => ({ ...config, revert: { ...config.revert, commits: [] } }),
      /at least one commit/,
    ],
    [
      'a command that is a line',
      (config) => ({ ...config, redeploy: { command: 'deploy' } }),
      /redeploy\.command: .*Array/,
    ],
  ] as const satisfies readonly (readonly [string, (config: RollbackConfig) => object, RegExp])[]
).map(([name, change, says]): Row => ({
  name: `a configuration with ${name}`,
  inputs,
  prepare: (folder) => badRelease(folder, change),
  exitCode: 2,
  file: 'rollback.yml',
  says,
  fix: reference,
}));

const nothingGood = (
  [
    [
      'is another file',
      (folder) => writeFileSync(join(folder, 'app'), 'another'),
      /app is sha256:\w+, expected sha256:/,
    ],
    ['has 0 bytes', (folder) => writeFileSync(join(folder, 'app'), ''), /app: The artifact is empty \(0 bytes\)/],
    ['is gone', (folder) => rmSync(join(folder, 'app')), /app: There is no such file/],
    ['has no bundle', (folder) => rmSync(join(folder, 'app.json')), /app\.json: There is no such file/],
    [
      'has a bundle that is cut off',
      (folder) => writeFileSync(join(folder, 'app.json'), '{'),
      /app\.json: .*not valid JSON/,
    ],
    ['has the bundle of another file', spoilBundle, /app: The artifact has the digest/],
    ['is signed by somebody else', spoilTrust, /app\.json: The signature is of none of the trusted keys/],
  ] as const satisfies readonly (readonly [string, (folder: string) => void, RegExp])[]
).map(([name, spoil, says]): Row => ({
  name: `a previous artifact that ${name}`,
  inputs,
  prepare: (folder) => {
    badRelease(folder);
    spoil(folder);
  },
  exitCode: 1,
  says,
  fix: /Deploy a good artifact by hand/,
  leaves: { 'rollback.json': /"status": "nothing-good"/, 'state.json': /"status": "nothing-good"/ },
}));

const otherBundle = bundleText({ payload: statementAbout('another') });
function spoilBundle(folder: string): void {
  writeFileSync(join(folder, 'app.json'), otherBundle);
}

function spoilTrust(folder: string): void {
  writeFileSync(join(folder, 'key.pub.pem'), keys.otherPublic);
}

const running = { 'rollback.json': /"status": "running"/, 'state.json': /"status": "running"/ } as const;

const wrongKeys = (
  [
    ['is a private key', keys.good, /private key, and a public key was expected/, /-pubout/],
    ['is an RSA key', keys.rsaPublic, /public key of type rsa, and ECDSA P-256 was expected/, /Give the public part/],
    ['is no key', 'ssh-rsa AAAA', /not a public key in PEM/, /-pubout/],
    ['is not there', undefined, /no such file/, /Check the path/],
  ] as const
).map(([name, content, says, fix]): Row => ({
  name: `a trusted key that ${name}`,
  inputs,
  prepare: (folder) => {
    badRelease(folder);
    rmSync(join(folder, 'key.pub.pem'));
    if (content !== undefined) writeFileSync(join(folder, 'key.pub.pem'), content);
  },
  exitCode: 3,
  file: 'key.pub.pem',
  says,
  fix,
  leaves: running,
}));

const wrongRepositories = (
  [
    [
      'no repository',
      () => ({ base: '1'.repeat(40), head: '2'.repeat(40) }),
      /not a git repository/,
      /root of a clone/,
    ],
    [
      'an empty repository',
      makeEmpty,
      /No commit "refs\/heads\/main"|has no commit yet/,
      /Check the name|first commit/,
    ],
    ['a shallow clone', makeShallow, /No commit/, /fetch-depth: 0/],
    ['a conflict', makeConflict, /readme\.md/, again],
    ['a branch that is not there', makeOtherBranch, /No commit "refs\/heads\/main"/, /Check the name/],
  ] as const satisfies readonly (readonly [string, (repo: string) => { base: string; head: string }, RegExp, RegExp])[]
).map(([name, make, says, fix]): Row => ({
  name: `a revert in ${name}`,
  inputs,
  prepare: (folder) => badRelease(folder, undefined, make),
  exitCode: 3,
  says,
  fix,
  leaves: running,
}));

function makeEmpty(repo: string) {
  initRepository(repo);
  return { base: '1'.repeat(40), head: '2'.repeat(40) };
}

function makeShallow(repo: string) {
  const commits = twoCommits(`${repo}-origin`);
  shallowClone(`${repo}-origin`, repo);
  return commits;
}

function makeConflict(repo: string) {
  const { head: base } = twoCommits(repo);
  const head = commit(repo, { 'readme.md': 'two\n' });
  commit(repo, { 'readme.md': 'three\n' });
  return { base, head };
}

function makeOtherBranch(repo: string) {
  const commits = twoCommits(repo);
  git(repo, 'branch', '-m', 'trunk');
  return commits;
}

const wrongHooks = (
  [
    ['traffic', 'fails', ['sh', '-c', 'exit 7'], /set-weight hook ended with exit code 7/],
    ['traffic', 'is not there', ['./none'], /none could not be started/],
    ['redeploy', 'fails', ['sh', '-c', 'echo full >&2; exit 1'], /redeploy hook ended with exit code 1: full/],
    ['redeploy', 'is not there', ['./none'], /none could not be started/],
    ['redeploy', 'hangs', ['sleep', '60'], /did not end within 1 s/],
    ['verifyRunning', 'says no digest', ['echo', 'ok'], /printed "ok", expected one sha256 digest/],
    ['verifyRunning', 'says the bad digest after all', ['echo', badDigest], /runs sha256:2f05d4\w+, expected sha256:/],
  ] as const
).map(([hook, name, command, says]): Row => ({
  name: `a ${hook} command that ${name}`,
  inputs,
  prepare: (folder) => {
    const call = { command, timeoutSeconds: 1 };
    badRelease(folder, (config) => ({
      ...config,
      // Without the weight the other steps are taken all the same; here they end before the revert.
      revert: { ...config.revert, repository: hook === 'traffic' ? 'none' : 'repo' },
      [hook]: hook === 'traffic' ? { setWeight: call } : call,
    }));
  },
  exitCode: 3,
  says,
  fix: /Remaining: /,
  leaves: running,
}));

const unlisted = `sha256:${'1'.repeat(64)}`;
const other = ['echo', `sha256:${'0'.repeat(64)}`];

const notServing = (
  [
    [
      'does not serve',
      (config) => ({ ...config, verifyRunning: { command: other } }),
      /Refused: sha256:\w+ does not serve: sha256:0+ does\. Done: traffic/,
    ],
    [
      'neither serves nor was deployed',
      (config) => ({ ...config, bad: { ...config.bad, digest: unlisted } }),
      /Refused: sha256:1+ does not serve: sha256:\w+ does, and no deployment in the list has it\./,
    ],
  ] as const satisfies readonly (readonly [string, (config: RollbackConfig) => object, RegExp])[]
).map(([name, change, says]): Row => ({
  name: `a bad artifact that ${name}`,
  inputs,
  prepare: (folder) => badRelease(folder, change),
  exitCode: 1,
  says,
  fix: /Check bad\.digest/,
}));

const reversed = ({ artifacts }: RollbackConfig) => artifacts.toReversed();

checkRows({
  operation: 'auto-rollback',
  rows: [
    ...notServing,
    {
      name: 'deployments that are not in the order of their times',
      inputs,
      prepare: (folder) => badRelease(folder, (config) => ({ ...config, artifacts: reversed(config) })),
      exitCode: 2,
      file: 'rollback.yml',
      line: 27,
      says: /artifacts\.1\.deployedAt: is earlier than the deployment before it/,
      fix: reference,
    },
    {
      name: 'a store whose deployments are not in the order of their times: the weight is zero before that is found out',
      inputs,
      prepare: (folder) => {
        badRelease(folder, (config) => {
          writeFileSync(join(folder, 'deployments.json'), JSON.stringify(reversed(config), null, 1));
          return { ...config, artifacts: { store: '.' } };
        });
      },
      exitCode: 3,
      file: './deployments.json',
      line: 14,
      says: /1\.deployedAt: is earlier than the deployment before it.*Done: traffic/,
      fix: reference,
    },
    ...wrongFiles,
    ...wrongSettings,
    ...nothingGood,
    ...wrongKeys,
    ...wrongRepositories,
    ...wrongHooks,
    ...(
      [
        ['would replace the configuration', 'rollback.yml', /would replace "rollback\.yml", which is read for config/],
        ['is a folder', 'repo', /directory/],
      ] as const
    ).map(([name, output, says]): Row => ({
      name: `an output that ${name}: the weight is zero before that is found out`,
      inputs: { ...inputs, 'output-file': output },
      prepare: (folder) => {
        badRelease(folder);
        rmSync(join(folder, 'app'));
      },
      exitCode: 3,
      says,
      fix: /Name a/,
      leaves: { 'state.json': /"status": "nothing-good"/ },
    })),
    {
      name: 'no configuration named',
      exitCode: 2,
      says: /Input config: is required and was not given/,
      fix: /YAML or JSON file/,
    },
    {
      name: 'a record of another rollback that is cut off',
      inputs,
      files: { 'state.json': '{\n' },
      prepare: (folder) => badRelease(folder),
      exitCode: 3,
      file: 'state.json',
      says: /not valid JSON.*Done: traffic/,
      fix: /Write it again|by hand/,
    },
    {
      name: 'a list of deployments that is not there',
      inputs,
      prepare: (folder) => badRelease(folder, (config) => ({ ...config, artifacts: { store: 'releases' } })),
      exitCode: 3,
      file: 'releases/deployments.json',
      says: /no such file.*Done: traffic/,
      fix: /Check the path/,
    },
    {
      name: 'a list of deployments with a misspelt key',
      inputs,
      files: { 'releases/deployments.json': '[\n{"digst": ""}]' },
      prepare: (folder) => badRelease(folder, (config) => ({ ...config, artifacts: { store: 'releases' } })),
      exitCode: 3,
      file: 'releases/deployments.json',
      line: 2,
      says: /0\./,
      fix: reference,
    },
  ],
});
