import { join } from 'node:path';
import { signerLine } from './bundles.ts';
import { checkRows } from './check-rows.ts';
import { keys } from './keys.ts';
import { git, twoCommits } from './repository.ts';
import { repositoryOf, wrongRepositories } from './wrong-repositories.ts';

const signers = { '.interlock/signers': signerLine(keys.goodPublic) };

checkRows({
  operation: 'verify-commits',
  rows: [
    ...wrongRepositories('repository').filter(({ name }) => !/histor|meet before/u.test(name)),
    {
      name: 'a base without a list of signers',
      prepare: repositoryOf(),
      exitCode: 2,
      file: '.interlock/signers',
      says: /There is no \.interlock\/signers at commit [0-9a-f]{7}, so nobody may sign/,
      fix: /allowed_signers format, on the protected branch/,
    },
    {
      name: 'a list of signers with a damaged key',
      prepare: repositoryOf({ '.interlock/signers': '# us\nann ssh-ed25519 AAAA\n' }),
      exitCode: 2,
      file: '.interlock/signers',
      line: 2,
      says: /not the base64 of an ssh-ed25519/,
      fix: /A line reads/,
    },
    {
      name: 'base and head swapped',
      prepare: (folder) => {
        const { base, head } = twoCommits(join(folder, 'repo'), signers);
        return { repository: 'repo', base: head, head: base };
      },
      exitCode: 2,
      says: /There is no commit between/,
      fix: /not swapped/,
    },
    {
      name: 'neither base nor head',
      inputs: { repository: 'repo' },
      prepare: (folder) => void twoCommits(join(folder, 'repo'), signers),
      exitCode: 2,
      says: /base and head were not given, and this is no change request/,
      fix: /give base and head/,
    },
    {
      name: 'an output that is a folder',
      inputs: { 'output-file': 'out' },
      files: { out: { is: 'folder' } },
      prepare: repositoryOf(signers),
      exitCode: 3,
      file: 'out',
      says: /could not be written/,
      fix: /Name a file/,
    },
    {
      name: 'a shallow clone that lacks commits of the range',
      prepare: (folder) => {
        const origin = join(folder, 'origin');
        twoCommits(origin, signers);
        git(origin, 'checkout', '-q', '-b', 'change', 'HEAD~1');
        for (const message of ['one', 'two']) git(origin, 'commit', '-q', '--allow-empty', '-m', message);
        git(folder, 'clone', '-q', '--depth=1', '--no-single-branch', `file://${origin}`, join(folder, 'repo'));
        return { repository: 'repo', base: 'origin/main', head: 'origin/change' };
      },
      exitCode: 2,
      says: /The commits from [0-9a-f]+ to [0-9a-f]+ are not all here/,
      fix: /fetch-depth: 0.*GIT_DEPTH: "0"/,
    },
  ],
});
