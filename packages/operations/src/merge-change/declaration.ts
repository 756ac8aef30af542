import { defineOperation } from '@interlock/core/operation';
import { changeInputs, requestInputs, verdictInput } from '../change-inputs.ts';
import { signingKeyInput } from '../key-inputs.ts';
import { tokenInput } from '../token-input.ts';

export const mergeChange = defineOperation({
  name: 'merge-change',
  stage: 'accept',
  event: 'change-merged',
  summary: 'Merges a change once verdict, checks and approval hold for exactly the commits that it has now.',
  inputs: {
    verdict: verdictInput,
    request: {
      type: 'integer',
      min: 1,
      description: 'Number of the change request. Default: that of the run.',
    },
    branch: {
      type: 'string',
      description: 'Branch of the change, where there is no request yet: it is opened, or found where it is open.',
    },
    'base-ref': { type: 'string', description: 'Branch that a request opened for `branch` is to be merged into.' },
    lane: {
      type: 'choice',
      options: ['auto', 'default', 'trusted', 'hotfix', 'revert'],
      default: 'auto',
      description:
        'Set of rules that lets the change in; the how-to page "Merge a change" lists them. auto: chosen from the branch, the commits and the manifest.',
    },
    method: {
      type: 'choice',
      options: ['merge', 'squash', 'rebase'],
      description: 'How it is merged. Default: merge.method of .interlock/config.yml of the base, else merge.',
    },
    'approval-result': {
      type: 'path',
      description: 'What verify-approval answered about this change, with its use marked.',
    },
    reports: {
      type: 'lines',
      description: 'For the lane trusted: what collect-reports wrote about each run of the tests, one file a line.',
    },
    'expected-head': { type: 'string', description: 'Last commit of the change. Default: that of the verdict.' },
    'required-checks': {
      type: 'lines',
      description: 'Statuses that must be success, beside merge.requiredChecks of .interlock/config.yml of the base.',
    },
    repository: changeInputs.repository,
    'repository-name': requestInputs['repository-name'],
    'output-file': {
      type: 'path',
      default: 'merge-link.json',
      description: 'Where the link from the request to the merged commit is written (interlock/merge-link/v1).',
    },
    'bundle-file': {
      type: 'path',
      default: 'merge-link.sigstore.json',
      description: 'Where the signed link is written, where there is a key.',
    },
    key: { type: 'path', description: 'File with the ECDSA P-256 private key (PEM) that signs the link.' },
    'signing-key': signingKeyInput,
    token: tokenInput(
      'Token that may read statuses and merge. On a terminal none is needed: there it merges in the bare repository on this machine.',
    ),
  },
  outputs: {
    result: { description: 'merged or refused.' },
    refusal: { description: 'Name of the reason for a refusal; empty where it is merged.' },
    lane: { description: 'Set of rules that let it in; empty where it is refused.' },
    request: { description: 'Number of the change request.' },
    'merged-commit': { description: 'What it became on the base branch; empty where it is not merged.' },
    'link-path': { description: 'The link from the request to the merged commit; empty where it is not merged.' },
    'bundle-path': { description: 'The link with its signature; empty where nothing was signed.' },
  },
  permissions: {
    github: {
      contents: { level: 'write', why: 'merge, and read the merged commit' },
      'pull-requests': { level: 'write', why: 'open and read the request' },
      statuses: { level: 'read', why: 'read the required checks' },
    },
    gitlab: 'A token with the scopes api and read_repository whose owner may merge into the base branch.',
  },
});
