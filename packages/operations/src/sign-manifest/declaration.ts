import { defineOperation } from '@interlock/core/operation';

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
    key: {
      type: 'path',
      description:
        'File with the ECDSA P-256 private key (PEM). On a terminal without key and signing-key, one is made at first use in your configuration folder.',
    },
    'signing-key': {
      type: 'secret',
      variable: 'INTERLOCK_SIGNING_KEY',
      description: 'The private key (PEM) itself. Give this or key, not both.',
    },
  },
  outputs: {
    'bundle-path': { description: 'The signature: <name>.sigstore.json.' },
    'manifest-digest': { description: 'SHA-256 of the manifest that was signed.' },
    'key-fingerprint': { description: 'SHA-256 of the public key (DER) that verifies the signature.' },
  },
  permissions: { github: {}, gitlab: 'None: it reads and writes local files.' },
});
