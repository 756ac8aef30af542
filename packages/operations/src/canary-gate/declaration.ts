import { defineOperation } from '@interlock/core/operation';

export const canaryGate = defineOperation({
  name: 'canary-gate',
  stage: 'release',
  event: 'canary-decided',
  summary:
    'Ramps a canary, compares its error rate with the baseline and promotes or rolls back with a stated error rate.',
  inputs: {
    config: {
      type: 'path',
      required: true,
      description: 'Canary configuration (YAML or JSON). Take it from the base commit, never from the change itself.',
      example: '.interlock/canary.yml',
    },
    'output-file': {
      type: 'path',
      default: 'canary-decision.json',
      description: 'Where the decision is written, with everything that is needed to replay it.',
    },
    'chart-file': {
      type: 'path',
      default: 'canary.svg',
      description: 'Where the chart of the error rates and the evidence is written.',
    },
    'max-error-rate': {
      type: 'number',
      min: 0,
      max: 1,
      description: 'Roll back above this error rate of the canary. It can only lower the limit of the configuration.',
    },
    'min-samples': {
      type: 'integer',
      min: 1,
      description: 'Canary requests needed for a promotion. It can only raise the number of the configuration.',
    },
    timeout: {
      type: 'duration',
      description: 'End without a decision after this time. It can only shorten the time of the configuration.',
      example: '30m',
    },
  },
  outputs: {
    decision: { description: 'promote, rollback or inconclusive.' },
    'decision-path': { description: 'Path of the decision file.' },
    'chart-path': { description: 'Path of the chart.' },
  },
  permissions: { github: {}, gitlab: 'none' },
});
