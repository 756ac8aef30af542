import { defineOperation } from '@interlock/core/operation';

export const setFlag = defineOperation({
  name: 'set-flag',
  stage: 'release',
  event: 'flag-set',
  summary: 'Sets a boolean feature flag in a flagd file off, on or on for a percentage; all or nothing, and recorded.',
  inputs: {
    file: {
      type: 'path',
      required: true,
      description: 'Flag file of flagd in JSON. It is replaced in one step; who reads it sees the old or the new one.',
      example: 'flags.json',
    },
    flag: { type: 'string', required: true, description: 'Name of a boolean flag.', example: 'order-journal' },
    state: {
      type: 'choice',
      options: ['off', 'on', 'percentage'],
      required: true,
      description:
        'off answers false to everyone and also removes rules; on answers true to everyone; percentage is on for a part of the targeting keys.',
    },
    percentage: {
      type: 'integer',
      min: 0,
      max: 100,
      description:
        'With state percentage: how many of 100 targeting keys it is on for. Who is on stays on when it rises.',
    },
    'expected-digest': {
      type: 'string',
      pattern: /sha256:[0-9a-f]{64}/,
      description: 'Digest that the file must have. Default: any; the change is then made to the newest content.',
    },
    'if-absent': {
      type: 'choice',
      options: ['fail', 'create'],
      default: 'fail',
      description: 'What to do where the file has no such flag. The file itself must be there.',
    },
    'output-file': {
      type: 'path',
      default: 'flag-change.json',
      description: 'Where the record of the change is written.',
    },
  },
  outputs: {
    before: { description: 'What the flag was: off, on, a percentage such as 25%, rules, disabled or absent.' },
    after: { description: 'What it is now: off, on or a percentage such as 25%.' },
    changed: { description: 'true where the file was replaced; false where the flag was already as wanted.' },
    digest: { description: 'Digest of the flag file now; the expected-digest of the next change.' },
    'record-path': { description: 'The record (interlock/flag-change/v1).' },
  },
  permissions: { github: {}, gitlab: 'none' },
});
