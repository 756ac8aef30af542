/** The private key itself, where a file is not at hand. */
export const signingKeyInput = {
  type: 'secret',
  variable: 'INTERLOCK_SIGNING_KEY',
  description: 'The ECDSA P-256 private key (PEM, PKCS#8 or SEC1) itself. Give this or key, not both.',
} as const;

/** The key of an operation that signs, in one of two ways. */
export const keyInputs = {
  key: {
    type: 'path',
    description:
      'File with the ECDSA P-256 private key (PEM). On a terminal without key and signing-key, one is made at first use in your configuration folder.',
  },
  'signing-key': signingKeyInput,
} as const;
