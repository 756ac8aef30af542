import { defineOperation } from '@interlock/core/operation';
import { trustInputs } from './trust-inputs.ts';

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
    ...trustInputs,
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
