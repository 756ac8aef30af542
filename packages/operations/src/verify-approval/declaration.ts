import { defineOperation } from '@interlock/core/operation';
import { changeInputs, requestInputs, verdictInput } from '../change-inputs.ts';
import { tokenInput } from '../token-input.ts';

export const verifyApproval = defineOperation({
  name: 'verify-approval',
  stage: 'accept',
  event: 'approval-verified',
  summary: 'Checks that people who may approved exactly this change, and marks the one use of their approval.',
  inputs: {
    verdict: verdictInput,
    approval: {
      type: 'lines',
      required: true,
      description: 'The approvals (interlock/approval/v1), one file a line; break-glass needs two.',
      example: 'approval.json',
    },
    ...changeInputs,
    ...requestInputs,
    kind: {
      type: 'choice',
      options: ['any', 'normal', 'hotfix', 'break-glass'],
      default: 'any',
      description: 'Kind that the approval must have.',
    },
    'security-key': {
      type: 'choice',
      options: ['auto', 'required'],
      default: 'auto',
      description: 'Whether each approval needs a security key. auto: as .interlock/config.yml of the base says.',
    },
    consume: {
      type: 'choice',
      options: ['never', 'local', 'remote'],
      default: 'never',
      description:
        'Where the one use is marked: in the repository here, or on the forge, right before the merge. Once it is marked, the status `interlock` of the head becomes success where there is a token.',
    },
    'remote-url': {
      type: 'string',
      description:
        'Address (https) of the repository on which consume: remote marks the use. Default: that of the run.',
    },
    'output-file': { type: 'path', default: 'approval-result.json', description: 'Where the answer is written.' },
    token: tokenInput('Token that may push a reference, for consume: remote.'),
  },
  outputs: {
    'result-path': { description: 'The answer (interlock/approval-result/v1).' },
    result: { description: 'approved or refused.' },
    refusal: { description: 'Name of the reason for a refusal; empty where it is approved.' },
    code: { description: 'Short code of the request.' },
    approvers: { description: 'Who approved, separated by commas; empty where it is refused.' },
  },
  permissions: {
    github: {
      contents: { level: 'write', why: 'to read the change, and for consume: remote to mark the use' },
      statuses: { level: 'write', why: 'say that the change is approved' },
    },
    gitlab:
      'A token with the scopes api and write_repository for consume: remote; none beyond the job token otherwise.',
  },
});
