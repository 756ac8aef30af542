import { defineOperation } from '@interlock/core/operation';

export const verifyCommits = defineOperation({
  name: 'verify-commits',
  stage: 'propose',
  event: 'commits-verified',
  summary: 'Checks that each commit of a change bears its own author’s SSH signature; runs no program for it.',
  inputs: {
    base: {
      type: 'string',
      description:
        'Commit that the change starts from; its .interlock/signers decides. Default: the base of the change request.',
    },
    head: { type: 'string', description: 'Last commit of the change. Default: the head of the change request.' },
    repository: { type: 'path', default: '.', description: 'Folder of the git repository; only its objects are read.' },
    'output-file': {
      type: 'path',
      default: 'commits.json',
      description: 'Where the answer for each commit is written.',
    },
  },
  outputs: {
    'commits-path': { description: 'The document (interlock/commits/v1).' },
    result: { description: 'pass where every commit is good, else fail.' },
    good: { description: 'Number of commits with a good signature.' },
    'not-good': { description: 'Number of the other commits.' },
  },
  permissions: {
    github: { contents: { level: 'read', why: 'to read the commits' } },
    gitlab: 'None beyond the job token.',
  },
});
