import { defineOperation } from '@interlock/core/operation';
import { keyInputs } from '../key-inputs.ts';

export const signManifest = defineOperation({
  name: 'sign-manifest',
  stage: 'command',
  event: 'manifest-signed',
  summary: 'Signs the manifest of a change with a key that .interlock/signers of the base lists.',
  inputs: {
    manifest: {
      type: 'path',
      required: true,
      description: 'The manifest: .interlock/changes/<name>.yml. The signature is written beside it.',
    },
    ...keyInputs,
  },
  outputs: {
    'bundle-path': { description: 'The signature: <name>.sigstore.json.' },
    'manifest-digest': { description: 'SHA-256 of the manifest that was signed.' },
    'key-fingerprint': { description: 'SHA-256 of the public key (DER) that verifies the signature.' },
  },
  permissions: { github: {}, gitlab: 'None: it reads and writes local files.' },
});
