import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleText, signerLine, statementAbout } from './bundles.ts';
import { checkRows } from './check-rows.ts';
import { keys } from './keys.ts';
import { commit, git, initRepository, twoCommits } from './repository.ts';
import type { Row } from './row.ts';

const signer = signerLine(keys.goodPublic);
const files = { 'app.tgz': 'artifact', 'app.json': bundleText({ payload: statementAbout('artifact') }) };
const inputs = { 'subject-path': 'app.tgz', bundle: 'app.json', repository: 'repo' };

/** A repository whose first commit has these signers and whose second has others. */
const withSigners = (text: string) => (folder: string) => ({
  base: twoCommits(join(folder, 'repo'), { '.interlock/signers': text }).head,
});

const wrongSigners = (
  [
    ['without a key', 'ann\n', 2, 1, /stands where a key type was expected|key type/, /A line reads: principal/],
    [
      'with an open quotation mark',
      `# us\nann namespaces="git ssh-ed25519`,
      2,
      2,
      /mark is not closed/,
      /A line reads/,
    ],
    ['with a damaged key', `${signer}bob ssh-ed25519 AAAA\n`, 2, 2, /not the base64 of an ssh-ed25519/, /A line reads/],
    ['with control characters', 'ann \u001b[31m::error::x', 2, 1, /\\u\{1b\}\[31m::error::x/, /A line reads/],
    ['that is JSON', '{\n}', 2, 1, /key type/, /A line reads/],
    [
      'for another namespace',
      signer.replace('"git"', '"file"'),
      1,
      undefined,
      /No listed key may sign/,
      /namespaces="git"/,
    ],
    [
      'whose time is over',
      signer.replace('namespaces="git"', 'valid-before="20200101"'),
      1,
      undefined,
      /within its dates/,
      /protected branch/,
    ],
    ['that lists nobody', '# nobody\n', 1, undefined, /No listed key may sign/, /protected branch/],
  ] as const
).map(([name, text, exitCode, line, says, fix]): Row => ({
  name: `a list of signers ${name}`,
  files,
  inputs,
  prepare: withSigners(text),
  exitCode,
  file: '.interlock/signers',
  ...(line === undefined ? {} : { line }),
  says,
  fix,
}));

/** A clone of the last commit only. */
function shallowClone(folder: string): string {
  const origin = join(folder, 'origin');
  const { base } = twoCommits(origin, { '.interlock/signers': signer });
  const args = ['clone', '-q', '--depth=1', `file://${origin}`, join(folder, 'repo')];
  execFileSync('git', args, { stdio: 'ignore' });
  return base;
}

checkRows({
  operation: 'verify-artifact',
  rows: [
    ...wrongSigners,
    {
      name: 'a base without a list of signers',
      files,
      inputs: { ...inputs, base: 'main' },
      prepare: (folder) => void twoCommits(join(folder, 'repo')),
      exitCode: 2,
      file: '.interlock/signers',
      says: /There is no \.interlock\/signers at commit [0-9a-f]{7}, so nobody may sign/,
      fix: /List the signers there/,
    },
    {
      name: 'a list of signers that only the work tree has',
      files,
      inputs: { ...inputs, base: 'main' },
      prepare: (folder) => {
        twoCommits(join(folder, 'repo'));
        mkdirSync(join(folder, 'repo/.interlock'));
        writeFileSync(join(folder, 'repo/.interlock/signers'), signer);
      },
      exitCode: 2,
      file: '.interlock/signers',
      says: /so nobody may sign/,
      fix: /on the protected branch/,
    },
    {
      name: 'a list of signers that is a folder',
      files,
      inputs: { ...inputs, base: 'main' },
      prepare: (folder) => void twoCommits(join(folder, 'repo'), { '.interlock/signers/x': signer }),
      exitCode: 2,
      file: '.interlock/signers/x',
      says: /is not read: its name must be \.interlock\/signers/,
      fix: /Rename it to \.interlock\/signers/,
    },
    {
      name: 'a bundle signed by somebody who is not listed',
      files,
      inputs,
      prepare: withSigners(signerLine(keys.otherPublic, 'bob')),
      exitCode: 1,
      file: 'app.json',
      says: /none of the trusted keys: bob \(sha256:[0-9a-f]{64}\)/,
      fix: /find out before you list another key/,
    },
    {
      name: 'a revision that is not there',
      files,
      inputs: { ...inputs, base: 'gone\u001b[2J' },
      prepare: (folder) => void twoCommits(join(folder, 'repo')),
      exitCode: 2,
      says: /No commit "gone.*" in this repository/,
      fix: /Check the name of the branch, tag or commit/,
    },
    {
      name: 'a revision that looks like an option',
      files,
      inputs: { ...inputs, base: '--upload-pack=touch x' },
      prepare: (folder) => void twoCommits(join(folder, 'repo')),
      exitCode: 2,
      says: /"--upload-pack=touch x" is not a revision/,
      fix: /Check the name of the branch, tag or commit/,
    },
    {
      name: 'a revision that names a tree',
      files,
      inputs: { ...inputs, base: 'main^{tree}' },
      prepare: (folder) => void twoCommits(join(folder, 'repo')),
      exitCode: 2,
      says: /No commit "main\^\{tree\}" in this repository/,
      fix: /Check the name/,
    },
    {
      name: 'a name that a tag and a branch share',
      files,
      inputs: { ...inputs, base: 'main' },
      prepare: (folder) => {
        twoCommits(join(folder, 'repo'), { '.interlock/signers': signer });
        git(join(folder, 'repo'), 'tag', 'main');
      },
      exitCode: 2,
      says: /"main" can be refs\/heads\/main or refs\/tags\/main/,
      fix: /whole name/,
    },
    {
      name: 'an empty repository',
      files,
      inputs: { ...inputs, base: 'HEAD' },
      prepare: (folder) => initRepository(join(folder, 'repo')),
      exitCode: 2,
      says: /refs\/heads\/main has no commit yet/,
      fix: /Make the first commit/,
    },
    {
      name: 'another branch of an empty repository',
      files,
      inputs: { ...inputs, base: 'main' },
      prepare: (folder) => initRepository(join(folder, 'repo')),
      exitCode: 2,
      says: /No commit "main" in this repository/,
      fix: /Check the name/,
    },
    {
      name: 'a shallow clone',
      files,
      inputs,
      prepare: (folder) => ({ base: shallowClone(folder) }),
      exitCode: 2,
      says: /No commit "[0-9a-f]{40}"/,
      fix: /`fetch-depth: 0` for actions\/checkout, `GIT_DEPTH: "0"` on GitLab/,
    },
    {
      name: 'a folder that is no repository',
      files: { ...files, repo: { is: 'folder' } },
      inputs: { ...inputs, base: 'main' },
      exitCode: 2,
      file: 'repo',
      says: /not a git repository/,
      fix: /root of a clone/,
    },
    {
      name: 'a repository that is not there',
      files,
      inputs: { ...inputs, base: 'main' },
      exitCode: 2,
      file: 'repo',
      says: /not a git repository/,
      fix: /root of a clone/,
    },
    {
      name: 'a file as repository',
      files: { ...files, repo: 'x' },
      inputs: { ...inputs, base: 'main' },
      exitCode: 2,
      file: 'repo',
      says: /not a git repository/,
      fix: /root of a clone/,
    },
    {
      name: 'a repository whose configuration is malformed',
      files,
      inputs: { ...inputs, base: 'main' },
      prepare: (folder) => {
        twoCommits(join(folder, 'repo'), { '.interlock/signers': signer });
        writeFileSync(join(folder, 'repo/.git/config'), '[core\n\u001b[31m\n');
      },
      exitCode: 2,
      file: 'repo',
      says: /git cannot open this repository: bad config line 1 in file .*repo\/\.git\/config/,
      fix: /Repair what git names/,
    },
    {
      name: 'a repository that lost the list of signers',
      files,
      inputs: { ...inputs, base: 'main' },
      prepare: (folder) => {
        const repo = join(folder, 'repo');
        initRepository(repo);
        commit(repo, { '.interlock/signers': signer });
        const name = git(repo, 'rev-parse', 'HEAD:.interlock/signers');
        execFileSync('rm', ['-f', join(repo, '.git/objects', name.slice(0, 2), name.slice(2))]);
      },
      exitCode: 2,
      file: '.interlock/signers',
      says: /Object [0-9a-f]{40} is not in this repository/,
      fix: /Clone without/,
    },
  ],
});
