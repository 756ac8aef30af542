import type { Input } from '@interlock/core/operation';

/** Whom to trust about a folder of evidence. */
export const trustInputs = {
  'public-key': {
    type: 'path',
    description: 'File with the ECDSA P-256 public key (PEM) to trust. Give this, signers or base.',
  },
  signers: {
    type: 'path',
    description: 'File in the format of .interlock/signers that lists who may sign. Never one of the folder.',
  },
  base: {
    type: 'string',
    description: 'Protected revision whose .interlock/signers and .interlock/approvers list who may sign and approve.',
    example: 'origin/main',
  },
  repository: { type: 'path', default: '.', description: 'The git repository in which base is looked up.' },
  approvers: {
    type: 'path',
    description: 'File in the format of .interlock/approvers. Default: that of base, where base is given.',
  },
} as const satisfies Record<string, Input>;
