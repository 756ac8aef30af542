import { defineOperation } from '@interlock/core/operation';
import { tokenInput } from '../token-input.ts';

export const autoRollback = defineOperation({
  name: 'auto-rollback',
  stage: 'release',
  event: 'rolled-back',
  summary: 'Takes traffic from a bad release, redeploys the last good signed artifact and reverts the source.',
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
    token: tokenInput(
      'Token that pushes the revert and opens the request for it, where the configuration says `land: request`.',
    ),
  },
  outputs: {
    'rollback-path': { description: 'The record that was written.' },
    'redeployed-digest': { description: 'Digest of the artifact that serves now; empty where none was redeployed.' },
    'revert-request': { description: 'Address of the request that proposes the revert; empty where none was opened.' },
    'revert-commit': { description: 'The revert commit; empty where there was nothing to revert.' },
  },
  permissions: {
    github: {
      contents: { level: 'write', why: 'push the revert' },
      'pull-requests': { level: 'write', why: 'open the request for the revert' },
    },
    gitlab: 'A token with the scopes api and write_repository, to push the revert and open the merge request.',
  },
});
