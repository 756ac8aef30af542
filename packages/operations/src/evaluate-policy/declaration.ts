import { defineOperation } from '@interlock/core/operation';
import { tokenInput } from '../token-input.ts';
import { changeInputs } from '../change-inputs.ts';
import { signingKeyInput } from '../key-inputs.ts';

export const evaluatePolicy = defineOperation({
  name: 'evaluate-policy',
  stage: 'verify',
  event: 'policy-evaluated',
  summary: 'Judges a change by Rego policies and answers merge, needs-approval or blocked.',
  runsOn: 'change-request',
  inputs: {
    input: {
      type: 'path',
      description:
        'A finished policy input (JSON) to judge as it is; excludes the inputs that would build one, and is refused in a change request.',
    },
    policy: {
      type: 'lines',
      description:
        'pack:NAME for built-in policies, or a folder with the policy.wasm of `opa build -t wasm`; several, one a line, judge together. Default: what .interlock/config.yml of the base says, else pack:zero-config. In a change request it judges beside that one, and a folder is read from the base.',
      example: 'pack:supply-chain',
    },
    ...changeInputs,
    sbom: { type: 'path', description: 'SBOM of the change (CycloneDX JSON).' },
    reports: { type: 'path', description: 'Summary of tests and coverage that collect-reports wrote.' },
    bundle: { type: 'lines', description: 'Sigstore bundles of the artifacts, one for each subject-path.' },
    'subject-path': {
      type: 'lines',
      description:
        'Artifacts whose signature is verified against .interlock/signers of the base, in the order of bundle.',
    },
    'output-file': { type: 'path', default: 'verdict.json', description: 'Where the verdict is written.' },
    'record-file': {
      type: 'path',
      description:
        'Where the capability record is written: what a change with a manifest declared, was allowed to do and did. Default: capability-record.json beside output-file. Its signature goes beside it, as .sigstore.json in place of .json.',
    },
    key: {
      type: 'path',
      description:
        'File with the ECDSA P-256 private key (PEM) that signs the capability record; without a key it stays unsigned. In a change request the key must be one that .interlock/signers of the base lists, and no agent’s.',
    },
    'signing-key': signingKeyInput,
    deadline: { type: 'duration', default: '10s', description: 'Longest time that the policy may take.' },
    request: {
      type: 'integer',
      min: 1,
      description:
        'On a terminal: number of the request in the bare repository on this machine, whose head gets the status and which gets the comment.',
    },
    comment: {
      type: 'choice',
      options: ['auto', 'never'],
      default: 'auto',
      description: 'Whether the verdict is posted on the change request; it is edited in place.',
    },
    token: tokenInput('Token that may set the commit status and comment on the change request.'),
  },
  outputs: {
    'verdict-path': { description: 'Path of the verdict (interlock/verdict/v1).' },
    'record-path': { description: 'Path of the capability record; empty where the change brings no manifest.' },
    'record-bundle-path': { description: 'The record with its signature; empty where nothing was signed.' },
    'record-signature': { description: 'signed, unsigned where no key was given, or none where there is no record.' },
    result: { description: 'pass, warn or fail.' },
    decision: { description: 'merge, needs-approval or blocked.' },
    findings: { description: 'Number of findings.' },
  },
  permissions: {
    github: {
      contents: { level: 'read', why: 'to read the change' },
      'pull-requests': { level: 'write', why: 'to comment the verdict' },
      statuses: { level: 'write', why: 'to set the commit status' },
    },
    gitlab: 'A token with the scope api comments the verdict; without one the job log shows it.',
  },
});
