import { defineOperation } from '@interlock/core/operation';
import { trustInputs } from './trust-inputs.ts';

export const verifyArtifact = defineOperation({
  name: 'verify-artifact',
  stage: 'verify',
  event: 'artifact-verified',
  summary: 'Checks that a trusted key signed a statement about exactly this artifact; fails closed.',
  inputs: {
    'subject-path': { type: 'path', required: true, description: 'The artifact to check.', example: 'dist/app.tgz' },
    bundle: {
      type: 'path',
      required: true,
      description: 'Its Sigstore bundle (v0.3), as sign-artifact writes it.',
      example: 'artifact.sigstore.json',
    },
    ...trustInputs,
    'predicate-type': {
      type: 'string',
      default: 'https://slsa.dev/provenance/v1',
      description: 'The predicate type that the signed statement must have.',
    },
  },
  outputs: {
    verified: { description: 'true when every check passed; empty otherwise.' },
    signer: { description: 'Who signed: the principal in .interlock/signers, or the fingerprint of the public key.' },
    'subject-digest': { description: 'The digest of the artifact.' },
    'predicate-type': { description: 'The predicate type of the statement.' },
  },
  permissions: {
    github: { contents: { level: 'read', why: 'to read .interlock/signers on the base' } },
    gitlab: 'none beyond the job token',
  },
});
