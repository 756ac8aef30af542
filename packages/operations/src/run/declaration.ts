import { defineOperation } from '@interlock/core/operation';
import { signingKeyInput } from '../key-inputs.ts';

export const run = defineOperation({
  name: 'run',
  stage: 'command',
  summary: 'Runs the whole verify flow on a local repository and a range of commits; executes none of its code.',
  inputs: {
    path: { type: 'path', default: '.', description: 'Folder of the git repository; only its objects are read.' },
    base: {
      type: 'string',
      description: 'Commit that the change goes to. Default: HEAD~1; in a change request its base, and no other.',
    },
    head: {
      type: 'string',
      description: 'Last commit of the change. Default: HEAD; in a change request its head, and no other.',
    },
    tests: { type: 'lines', description: 'Globs of JUnit XML files, each as [SUITE=]GLOB.' },
    coverage: { type: 'lines', description: 'Globs of lcov tracefiles, each as [SUITE=]GLOB.' },
    scans: { type: 'lines', description: 'Globs of SARIF 2.1.0 files.' },
    'subject-path': {
      type: 'lines',
      description: 'Artifacts whose signature is verified against .interlock/signers of the base.',
    },
    bundle: { type: 'lines', description: 'Their Sigstore bundles, one for each subject-path, in the same order.' },
    policy: {
      type: 'lines',
      description:
        'As in evaluate-policy. Default: what .interlock/config.yml of the base says, else pack:zero-config. In a change request it judges beside that one.',
    },
    key: {
      type: 'path',
      description:
        'File with the ECDSA P-256 private key (PEM) that signs the evidence. On a terminal one is made at first use; in CI evidence stays unsigned without a key.',
    },
    'signing-key': signingKeyInput,
    deadline: { type: 'duration', default: '10s', description: 'Longest time that the policy may take.' },
    'output-dir': { type: 'path', default: '.interlock/out', description: 'Folder that takes what the run writes.' },
  },
  outputs: {
    'verdict-path': { description: 'The verdict (interlock/verdict/v1).' },
    'report-path': { description: 'The HTML report.' },
    result: { description: 'pass, warn or fail.' },
    decision: { description: 'merge, needs-approval or blocked.' },
  },
  permissions: { github: {}, gitlab: 'None: it reads a local repository.' },
});
