import { defineOperation } from '@interlock/core/operation';
import { changeInputs } from '../change-inputs.ts';

export const verifyCommits = defineOperation({
  name: 'verify-commits',
  stage: 'propose',
  event: 'commits-verified',
  summary: 'Checks that each commit of a change bears its own author’s SSH signature; runs no program for it.',
  inputs: {
    ...changeInputs,
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
