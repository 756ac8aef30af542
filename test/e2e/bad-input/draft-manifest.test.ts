import { join } from 'node:path';
import { checkRows } from './check-rows.ts';
import { git, twoCommits } from './repository.ts';
import { wrongRepositories } from './wrong-repositories.ts';

checkRows({
  operation: 'draft-manifest',
  face: 'command',
  rows: [
    ...wrongRepositories('repository'),
    {
      name: 'a change that touches nothing',
      inputs: { repository: 'repo', base: 'HEAD' },
      prepare: (folder) => void twoCommits(join(folder, 'repo')),
      exitCode: 2,
      says: /touches no file/,
      fix: /Commit the change first/,
    },
    {
      name: 'a head that two branches end at',
      inputs: { repository: 'repo', base: 'HEAD~1' },
      prepare: (folder) => {
        twoCommits(join(folder, 'repo'));
        git(join(folder, 'repo'), 'branch', 'other');
      },
      exitCode: 2,
      says: /Several branches end at head: main, other/,
      fix: /Give branch/,
    },
    {
      name: 'a manifest that is there already',
      inputs: { repository: 'repo', base: 'HEAD~1', name: 'fix' },
      files: { 'repo/.interlock/changes/fix.yml': 'edited by hand\n' },
      prepare: (folder) => void twoCommits(join(folder, 'repo')),
      exitCode: 2,
      file: 'repo/.interlock/changes/fix.yml',
      says: /is there already, and a draft replaces none/,
      fix: /another name/,
    },
    {
      name: 'a name that is a path',
      inputs: { repository: 'repo', base: 'HEAD~1', name: '../fix' },
      prepare: (folder) => void twoCommits(join(folder, 'repo')),
      exitCode: 2,
      says: /"\.\.\/fix" does not match/,
      fix: /Names the file/,
    },
  ],
});
