import { defineOperation } from '@interlock/core/operation';
import { trustInputs } from '../audit/index.ts';

export const publishReport = defineOperation({
  name: 'publish-report',
  stage: 'account',
  event: 'report-published',
  summary: 'Writes what a folder of evidence says of a change, and whether it holds, as one HTML file.',
  inputs: {
    path: {
      type: 'path',
      default: '.interlock/out',
      description: 'Folder with the evidence; nothing in it is trusted.',
    },
    ...trustInputs,
    'base-sbom': {
      type: 'path',
      description: 'CycloneDX SBOM (JSON) of the base, to compare the dependencies with. Default: nothing is compared.',
    },
    'ledger-check': {
      type: 'path',
      description:
        'What verify-ledger answered (interlock/ledger-check/v1), with the case of the change among its cases. Never one of the folder. Default: no ledger is shown.',
    },
    'diagram-check': {
      type: 'path',
      description:
        'What check-diagrams answered about the case of the change (interlock/diagram-check/v1). Never one of the folder. Default: no diagram is shown.',
    },
    drawing: {
      type: 'path',
      description:
        'SVG of that diagram (check-diagrams with render: write), shown as an image that loads nothing. Default: only the table of its messages.',
    },
    'output-file': {
      type: 'path',
      default: 'report.html',
      description: 'Where the report is written: not over a file of the folder.',
    },
  },
  outputs: {
    'report-path': { description: 'The report.' },
    'report-digest': { description: 'SHA-256 of the report.' },
    decision: { description: 'The worst decision of the verdicts: undecided, blocked, needs-approval, merge or none.' },
    evidence: { description: 'What the audit of the folder answers: verified, failed or undecided.' },
  },
  permissions: {
    github: { contents: { level: 'read', why: 'to read the lists of signers and approvers from the base' } },
    gitlab: 'None beyond the job token.',
  },
});
