import { defineOperation } from '@interlock/core/operation';

export const approve = defineOperation({
  name: 'approve',
  stage: 'command',
  event: 'approval-given',
  summary: 'Shows what is asked for and signs it with your own SSH key; the code must be the one that you read.',
  inputs: {
    request: {
      type: 'path',
      default: 'approval-request.json',
      description: 'The request that request-approval wrote.',
    },
    code: {
      type: 'string',
      required: true,
      description: 'The short code as the gate shows it: read it there and not in the request.',
      example: 'K7Q2M-9XD4A',
    },
    approver: {
      type: 'string',
      required: true,
      description: 'Your name in .interlock/approvers of the base.',
      example: 'ann@example.org',
    },
    key: {
      type: 'path',
      required: true,
      description: 'Your OpenSSH private key, or the public one where an agent or a security key holds it.',
      example: '~/.ssh/id_ed25519_sk',
    },
    'output-file': { type: 'path', default: 'approval.json', description: 'Where the approval is written.' },
  },
  outputs: {
    'approval-path': { description: 'The approval (interlock/approval/v1).' },
    fingerprint: { description: 'Fingerprint of the key that signed.' },
  },
  permissions: { github: {}, gitlab: 'None: it runs on the machine of the approver.' },
});
