import { defineOperation } from '@interlock/core/operation';
import { ledgerInputs } from '../ledger-place.ts';
import { tokenInput } from '../token-input.ts';

export const recordEvent = defineOperation({
  name: 'record-event',
  stage: 'account',
  summary: 'Appends what jobs told and what the forge shows to a tamper-evident ledger; run it in a job of its own.',
  inputs: {
    events: {
      type: 'lines',
      description: 'Files of events that jobs wrote (events.jsonl), one path or glob a line. What they say is a claim.',
      example: 'evidence/*/events.jsonl',
    },
    request: {
      type: 'integer',
      min: 1,
      description: 'Number of the change request to look at. Default: that of the run; on a terminal none.',
    },
    case: {
      type: 'string',
      pattern: /[!-~]{1,200}/,
      description: 'The only case whose events are taken. Default: each event says its own.',
    },
    ...ledgerInputs,
    origin: {
      type: 'string',
      description: 'Name of the ledger and its key. Default: <host>/<owner>/<repository>/interlock of the run.',
      example: 'github.com/octo/service/interlock',
    },
    key: { type: 'path', description: 'File with the Ed25519 private key (PEM, PKCS#8) of the ledger.' },
    'signing-key': {
      type: 'secret',
      variable: 'INTERLOCK_LEDGER_KEY',
      description: 'The Ed25519 private key itself. Give this or key, not both.',
    },
    remembered: {
      type: 'path',
      description: 'A checkpoint seen earlier; a ledger that does not continue it is not appended to.',
    },
    'output-file': {
      type: 'path',
      default: 'checkpoint',
      description: 'Where the new signed checkpoint is written: keep it elsewhere, to show later what the ledger was.',
    },
    'proofs-file': {
      type: 'path',
      description:
        'Where a proof that each new entry stands in the ledger is written (C2SP tlog-proof, JSON by id). Default: nowhere.',
    },
    'vkey-file': {
      type: 'path',
      description: 'Where the verifier key of the ledger is written, for .interlock/ledger.vkey. Default: nowhere.',
    },
    token: tokenInput('Token that may push the branch and its payloads, and read the change request.'),
  },
  outputs: {
    'checkpoint-path': { description: 'The signed checkpoint.' },
    'proofs-path': { description: 'The proofs, where they were asked for.' },
    'vkey-path': { description: 'The verifier key, where it was asked for.' },
    size: { description: 'Number of entries of the ledger.' },
    added: { description: 'Number of entries that are new.' },
    present: { description: 'Number of entries that were there before.' },
  },
  permissions: {
    github: {
      contents: { level: 'write', why: 'to push the branch interlock/ledger' },
      'pull-requests': { level: 'read', why: 'to see the pull request for itself' },
      statuses: { level: 'read', why: 'to see the statuses for itself' },
    },
    gitlab: 'A token with the scopes api and write_repository, in a protected environment of the recorder.',
  },
});
