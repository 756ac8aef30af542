import { defineOperation } from '@interlock/core/operation';

export const autoRollback = defineOperation({
  name: 'auto-rollback',
  stage: 'release',
  summary: 'Take traffic from a bad canary, redeploy the last good signed artifact and revert the source.',
  inputs: {
    config: {
      type: 'path',
      required: true,
      description: 'YAML or JSON file with the hooks, the deployment history, the trusted signers and the revert.',
      example: '.interlock/rollback.yml',
    },
    'output-file': {
      type: 'path',
      default: 'rollback.json',
      description: 'Where a copy of the interlock/rollback/v1 record is written.',
    },
  },
  outputs: {
    'rollback-path': { description: 'The record that was written.' },
    'redeployed-digest': { description: 'Digest of the artifact that serves now; empty where none was redeployed.' },
    'revert-commit': { description: 'The revert commit; empty where there was nothing to revert.' },
  },
  permissions: {
    github: { contents: { level: 'write', why: 'push the revert' } },
    gitlab: 'A token with write_repository, to push the revert.',
  },
});
