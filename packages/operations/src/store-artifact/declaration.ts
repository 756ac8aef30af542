import { defineOperation } from '@interlock/core/operation';
import { trustInputs } from '../verify-artifact/index.ts';
import { accessInputs } from './access-inputs.ts';

export const storeArtifact = defineOperation({
  name: 'store-artifact',
  stage: 'release',
  event: 'artifact-stored',
  summary: 'Stores a signed artifact with its SBOM and bundles under a tag that is never moved.',
  inputs: {
    'subject-path': { type: 'path', required: true, description: 'The artifact to store.', example: 'dist/app.tgz' },
    bundle: {
      type: 'lines',
      required: true,
      description: 'Its Sigstore bundles, one path a line. Each must verify, and one must be SLSA provenance.',
      example: 'artifact.sigstore.json',
    },
    sbom: { type: 'path', description: 'Its CycloneDX SBOM (JSON). deploy-artifact deploys nothing without one.' },
    ...accessInputs,
    tag: {
      type: 'string',
      required: true,
      description: 'candidate-…, staging-… or release-… and a name that is new for each artifact.',
      example: 'release-1.4.0',
    },
    ...trustInputs,
    'output-file': {
      type: 'path',
      default: 'stored.json',
      description: 'Where the digests of what was stored are written (interlock/stored/v1).',
    },
  },
  outputs: {
    reference: { description: 'The store, @ and the digest of the manifest: give this digest to deploy-artifact.' },
    'manifest-digest': { description: 'The digest of the manifest.' },
    'artifact-digest': { description: 'The digest of the artifact.' },
    'stored-path': { description: 'The document (interlock/stored/v1).' },
  },
  permissions: {
    github: { contents: { level: 'read', why: 'to read .interlock/signers on the base' } },
    gitlab: 'none beyond the job token',
  },
});
