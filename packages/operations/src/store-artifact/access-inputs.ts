/** The inputs of every operation that uses a store. */
export const accessInputs = {
  store: {
    type: 'string',
    required: true,
    description:
      'Where artifacts are kept: oci:FOLDER (an OCI layout) or the https address of a repository in a registry.',
    example: 'https://registry.example/team/app',
  },
  credentials: {
    type: 'secret',
    variable: 'INTERLOCK_STORE_CREDENTIALS',
    description: 'user:password for the registry; sent only when it asks for a login. A layout needs none.',
  },
  'token-host': {
    type: 'string',
    pattern: /[A-Za-z0-9.-]+(:[0-9]+)?/,
    description: 'Host that gives tokens for the registry, where the registry itself does not.',
    example: 'auth.example',
  },
} as const;
