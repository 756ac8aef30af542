import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkRows } from './check-rows.ts';
import { git, twoCommits } from './repository.ts';

/** A bare repository, with a hook of its own where its text is given. */
const bare = (hook?: string) => (folder: string) => {
  git(folder, 'init', '-q', '--bare', 'forge.git');
  mkdirSync(join(folder, 'forge.git/hooks'), { recursive: true });
  if (hook !== undefined) writeFileSync(join(folder, 'forge.git/hooks/pre-receive'), hook);
};
const inputs = { repository: 'forge.git' };

checkRows({
  operation: 'protect-branch',
  face: 'command',
  rows: [
    { name: 'no repository', exitCode: 2, says: /repository: is required/, fix: /bare repository/ },
    {
      name: 'a folder that is no repository',
      inputs,
      files: { 'forge.git': { is: 'folder' } },
      exitCode: 2,
      says: /not a git repository/,
      fix: /Name the root/,
    },
    {
      name: 'a clone that somebody works in',
      inputs: { repository: 'repo' },
      prepare: (folder) => void twoCommits(join(folder, 'repo')),
      exitCode: 2,
      says: /must be bare/,
      fix: /git clone --bare/,
    },
    {
      name: 'a pattern for branches',
      inputs: { ...inputs, branches: 'release/*' },
      prepare: bare(),
      exitCode: 2,
      says: /"release\/\*" is not a name for a branch/,
      fix: /git branch/,
    },
    {
      name: 'a whole reference',
      inputs: { ...inputs, branches: 'refs/heads/main' },
      prepare: bare(),
      exitCode: 2,
      says: /named without refs\/heads\//,
      fix: /git branch/,
    },
    {
      name: 'a repository with a hook of somebody else',
      inputs,
      prepare: bare('#!/bin/sh\nexit 0\n'),
      exitCode: 1,
      says: /pre-receive hook that Interlock has not written/,
      fix: /Move it away/,
    },
  ],
});
