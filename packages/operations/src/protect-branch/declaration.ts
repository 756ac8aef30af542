import { defineOperation } from '@interlock/core/operation';

export const protectBranch = defineOperation({
  name: 'protect-branch',
  stage: 'command',
  event: 'branch-protected',
  summary: 'Makes a bare repository on this machine refuse pushes to branches that may move only by merge-change.',
  inputs: {
    repository: {
      type: 'path',
      required: true,
      description: 'The bare repository. Run it there as the account that the repository belongs to.',
      example: '/srv/git/service.git',
    },
    branches: {
      type: 'lines',
      default: ['main'],
      description: 'Names of the branches, one a line. They replace those of an earlier run.',
    },
  },
  outputs: {
    'hook-path': { description: 'The pre-receive hook that was written.' },
  },
  permissions: { github: {}, gitlab: 'None: it writes to a repository on this machine.' },
});
