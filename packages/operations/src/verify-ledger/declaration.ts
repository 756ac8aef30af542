import { defineOperation } from '@interlock/core/operation';
import { ledgerInputs } from '../ledger-place.ts';
import { tokenInput } from '../token-input.ts';

export const verifyLedger = defineOperation({
  name: 'verify-ledger',
  stage: 'account',
  event: 'ledger-verified',
  summary: 'Checks a ledger: signature, every tile, that it continues what was seen, its entries and their chains.',
  inputs: {
    ...ledgerInputs,
    'public-key': {
      type: 'path',
      description: 'File with the verifier key of the ledger (C2SP signed-note vkey). Give this or base.',
    },
    base: {
      type: 'string',
      description: 'Protected revision whose .interlock/ledger.vkey is the verifier key.',
      example: 'origin/main',
    },
    remembered: {
      type: 'path',
      description: 'A checkpoint seen earlier: the ledger must have all that it had then, in the same order.',
    },
    cases: {
      type: 'lines',
      description:
        'Cases whose payloads are read and whose events must each name the digest of the one before, one a line; * is all.',
      example: 'github.com/octo/service!42',
    },
    'output-file': {
      type: 'path',
      default: 'ledger-check.json',
      description: 'Where the answer (interlock/ledger-check/v1) is written.',
    },
    'export-to': {
      type: 'path',
      description: 'Folder that takes the verified ledger as C2SP tlog-tiles, for any static host. Default: none.',
    },
    token: tokenInput('Token that may read the repository.'),
  },
  outputs: {
    result: { description: 'verified or failed.' },
    'check-path': { description: 'The answer.' },
    findings: { description: 'Number of things that do not hold.' },
    size: { description: 'Number of entries.' },
  },
  permissions: {
    github: { contents: { level: 'read', why: 'to read the branch interlock/ledger' } },
    gitlab: 'A token with the scope read_repository.',
  },
});
