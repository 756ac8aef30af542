/** The token of the forge; the description says what it must be allowed. */
export const tokenInput = (description: string) =>
  ({ type: 'secret', actionDefault: '${{ github.token }}', variable: 'INTERLOCK_TOKEN', description }) as const;
