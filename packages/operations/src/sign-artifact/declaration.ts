import { defineOperation } from '@interlock/core/operation';
import { keyInputs } from '../key-inputs.ts';

export const signArtifact = defineOperation({
  name: 'sign-artifact',
  stage: 'verify',
  event: 'artifact-signed',
  summary: 'Signs build artifacts with SLSA provenance in a Sigstore bundle, and writes their checksums.',
  inputs: {
    'subject-path': {
      type: 'lines',
      required: true,
      description: 'Files to sign, one path or glob a line. An empty file is an error.',
      example: 'dist/*.tgz',
    },
    ...keyInputs,
    'output-file': {
      type: 'path',
      default: 'artifact.sigstore.json',
      description: 'Where the bundle is written. It is written only when everything went well.',
    },
    'checksums-file': {
      type: 'path',
      default: 'checksums.txt',
      description: 'Where the checksums are written, in the form that sha256sum --check reads.',
    },
    commit: {
      type: 'string',
      pattern: /[0-9a-f]{40}|[0-9a-f]{64}/,
      description:
        'Full object name of the commit that the artifacts were built from. Default: the commit of this run; on a terminal HEAD of the repository whose root is the working directory, if every file of that commit lies there unchanged.',
    },
  },
  outputs: {
    'bundle-path': { description: 'The Sigstore bundle.' },
    'checksums-path': { description: 'The file of checksums.' },
    'subject-digest': { description: 'The digest of each artifact, one a line, in the order of the checksums.' },
    'key-fingerprint': { description: 'SHA-256 of the public key (DER) that verifies the bundle.' },
  },
  permissions: {
    github: { contents: { level: 'read', why: 'to check out the repository' } },
    gitlab: 'none beyond the job token',
  },
});
