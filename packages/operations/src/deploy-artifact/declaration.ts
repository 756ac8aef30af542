import { defineOperation } from '@interlock/core/operation';
import { accessInputs } from '../store-artifact/index.ts';
import { trustInputs } from '../verify-artifact/index.ts';

export const deployArtifact = defineOperation({
  name: 'deploy-artifact',
  stage: 'release',
  event: 'artifact-deployed',
  summary: 'Deploys a stored artifact after its signature, provenance and SBOM, and records the target’s answer.',
  inputs: {
    ...accessInputs,
    reference: {
      type: 'string',
      required: true,
      description: 'Digest of the manifest, or a tag, which is looked up once: from then on the digest counts.',
      example: 'release-1.4.0',
    },
    environment: {
      type: 'string',
      required: true,
      pattern: /[A-Za-z0-9][A-Za-z0-9._-]*/,
      description: 'Name of the environment that is deployed to; the hooks get it.',
      example: 'production',
    },
    config: {
      type: 'path',
      required: true,
      description: 'YAML or JSON file of the operator with the hooks deploy and verifyRunning.',
      example: '.interlock/deploy.yml',
    },
    evidence: {
      type: 'path',
      description:
        'Folder with the evidence of the change that the artifact was built from. It must hold as a whole and show the chain from its commits over tests, verdict and merge to the signature of this artifact. Needed where the configuration says chain: required.',
    },
    ...trustInputs,
    'output-file': {
      type: 'path',
      default: 'deployment.json',
      description: 'Where the record is written (interlock/deployment/v1).',
    },
  },
  outputs: {
    'deployment-path': { description: 'The record that was written.' },
    'artifact-digest': { description: 'The digest of the artifact that was deployed.' },
    'manifest-digest': { description: 'The digest of its manifest.' },
    'running-digest': { description: 'The digest that the target says it runs; empty where it did not say.' },
  },
  permissions: {
    github: { contents: { level: 'read', why: 'to read .interlock/signers on the base' } },
    gitlab: 'none beyond the job token',
  },
});
