import { defineOperation } from '@interlock/core/operation';
import { changeInputs, requestInputs } from '../change-inputs.ts';

export const requestApproval = defineOperation({
  name: 'request-approval',
  stage: 'accept',
  event: 'approval-requested',
  summary: 'Asks for an approval of exactly this change, and tells the approvers the way that the base says.',
  inputs: {
    verdict: {
      type: 'path',
      required: true,
      description: 'The verdict that evaluate-policy wrote for this base and head.',
      example: 'verdict.json',
    },
    ...changeInputs,
    ...requestInputs,
    kind: {
      type: 'choice',
      options: ['normal', 'hotfix', 'break-glass'],
      default: 'normal',
      description: 'hotfix is for an urgent change; break-glass asks two owners to let in what the policy blocks.',
    },
    reason: {
      type: 'string',
      description: 'With kind break-glass, which needs it: why the block is passed over, in one line.',
    },
    'valid-for': { type: 'duration', default: '8h', description: 'How long the approval may be used, at most 7d.' },
    'output-file': {
      type: 'path',
      default: 'approval-request.json',
      description: 'Where the request for the approver is written.',
    },
  },
  outputs: {
    'request-path': { description: 'The request (interlock/approval-request/v1).' },
    code: { description: 'Short code, which the approver compares.' },
    notified: { description: 'Whether the approvers were told: told, failed or not-configured.' },
  },
  permissions: {
    github: { contents: { level: 'read', why: 'to read the change' } },
    gitlab: 'None beyond the job token.',
  },
});
