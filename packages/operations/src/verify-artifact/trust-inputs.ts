/** The inputs of every operation that trusts a key of the caller, or the signers of a protected revision. */
export const trustInputs = {
  'public-key': {
    type: 'path',
    description: 'File with the ECDSA P-256 public key (PEM) to trust. Give this or base. Refused in a change request.',
  },
  base: {
    type: 'string',
    description:
      'Protected revision whose .interlock/signers lists who may sign. Never the change under review. Give this or public-key. In a change request it is the base of the request.',
    example: 'origin/main',
  },
  repository: { type: 'path', default: '.', description: 'The git repository in which base is looked up.' },
} as const;
