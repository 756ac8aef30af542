import { defineOperation } from '@interlock/core/operation';

export const audit = defineOperation({
  name: 'audit',
  stage: 'command',
  event: 'evidence-audited',
  summary: 'Verifies a folder of evidence offline: bundles, digests, the chain of events, approvals, decisions.',
  inputs: {
    path: {
      type: 'path',
      default: '.interlock/out',
      description: 'Folder with the evidence; nothing in it is trusted.',
    },
    'public-key': {
      type: 'path',
      description: 'File with the ECDSA P-256 public key (PEM) to trust. Give this, signers or base.',
    },
    signers: {
      type: 'path',
      description: 'File in the format of .interlock/signers that lists who may sign. Never one of the folder.',
    },
    base: {
      type: 'string',
      description:
        'Protected revision whose .interlock/signers and .interlock/approvers list who may sign and approve.',
      example: 'origin/main',
    },
    repository: { type: 'path', default: '.', description: 'The git repository in which base is looked up.' },
    approvers: {
      type: 'path',
      description: 'File in the format of .interlock/approvers. Default: that of base, where base is given.',
    },
    'output-file': { type: 'path', description: 'Where the report (interlock/audit/v1) is written. Default: nowhere.' },
  },
  outputs: {
    result: { description: 'verified, failed or undecided.' },
    'report-path': { description: 'The report, where one was asked for.' },
    failed: { description: 'Number of checks that do not hold.' },
    uncovered: { description: 'Number of files that neither a signature nor an event names.' },
  },
  permissions: { github: {}, gitlab: 'None: it reads a folder.' },
});
