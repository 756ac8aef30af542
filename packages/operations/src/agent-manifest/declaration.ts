import { defineOperation } from '@interlock/core/operation';
import { changeInputs } from '../change-inputs.ts';

export const agentManifest = defineOperation({
  name: 'agent-manifest',
  stage: 'propose',
  event: 'manifest-checked',
  summary: 'Checks that a change keeps to the signed manifest it brings: paths, limits, branch, base and expiry.',
  runsOn: 'change-request',
  inputs: {
    ...changeInputs,
    'output-file': {
      type: 'path',
      default: 'manifest-check.json',
      description: 'Where the answer is written.',
    },
  },
  outputs: {
    'check-path': { description: 'The document (interlock/manifest-check/v1).' },
    result: { description: 'pass where the change keeps to its manifest, else fail.' },
    'manifest-path': { description: 'Path of the manifest in the head; empty where there is none.' },
    problems: { description: 'Number of problems.' },
  },
  permissions: {
    github: { contents: { level: 'read', why: 'to read the change' } },
    gitlab: 'None beyond the job token.',
  },
});
