import { defineOperation } from '@interlock/core/operation';
import { ledgerInputs } from '../ledger-place.ts';
import { tokenInput } from '../token-input.ts';

export const checkDiagrams = defineOperation({
  name: 'check-diagrams',
  stage: 'account',
  event: 'diagrams-checked',
  summary: 'Lints sequence diagrams (a PlantUML subset), draws them, and checks what happened against them.',
  inputs: {
    paths: {
      type: 'lines',
      default: ['docs/diagrams/*.puml'],
      description: 'Diagrams, one path or glob a line. A ref in one finds the others by their names.',
    },
    strict: { type: 'boolean', default: false, description: 'Whether warnings count as errors.' },
    render: {
      type: 'choice',
      options: ['off', 'check', 'write'],
      default: 'off',
      description:
        'An SVG beside each source, drawn by PlantUML to the same bytes everywhere: write it, or check that the one there is what the source says.',
    },
    mermaid: {
      type: 'choice',
      options: ['off', 'check', 'write'],
      default: 'off',
      description:
        'The same as Mermaid in a .mmd beside each source: write it, or check that the one there is what the source says.',
    },
    examples: {
      type: 'integer',
      min: 0,
      max: 1000,
      default: 0,
      description: 'Most example traces that are listed for each contract.',
    },
    diagram: {
      type: 'string',
      description:
        'Name (behind @startuml) of the diagram that the events are checked against. Needs events or a ledger.',
      example: 'propose-and-verify',
    },
    'of-case': {
      type: 'string',
      pattern: /[!-~]{1,300}/,
      description: 'The case that is checked. Default: the one that all events are of.',
      example: 'github.com/octo/service!42',
    },
    expect: {
      type: 'choice',
      options: ['complete', 'prefix'],
      default: 'complete',
      description:
        'complete: the case must have gone through the diagram. prefix: it must have followed it so far, refusals included.',
    },
    events: {
      type: 'lines',
      description: 'Files of events (events.jsonl), one path or glob a line. What they say is a claim.',
      example: '.interlock/out/events.jsonl',
    },
    'public-key': {
      type: 'path',
      description:
        'File with the verifier key of a ledger whose entries are checked; events that it does not have yet follow them.',
    },
    base: {
      type: 'string',
      description: 'Protected revision whose .interlock/ledger.vkey is that key. Give this or public-key.',
      example: 'origin/main',
    },
    ...ledgerInputs,
    'output-file': {
      type: 'path',
      default: 'diagram-check.json',
      description: 'Where the answer (interlock/diagram-check/v1) is written.',
    },
    token: tokenInput('Token that may read the branch of the ledger.'),
  },
  outputs: {
    result: { description: 'pass, fail or undecided.' },
    'check-path': { description: 'The answer.' },
    errors: { description: 'Number of errors in the diagrams.' },
    warnings: { description: 'Number of warnings.' },
    verdict: { description: 'What the contract says of the events; empty where none were given.' },
  },
  permissions: {
    github: { contents: { level: 'read', why: 'to read the branch interlock/ledger, where one is checked' } },
    gitlab: 'None beyond the job token; for a ledger, a token with the scope read_repository.',
  },
});
