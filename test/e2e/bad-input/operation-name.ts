export const operationNames = [
  'generate-sbom',
  'collect-reports',
  'sign-artifact',
  'verify-artifact',
  'evaluate-policy',
  'canary-gate',
  'auto-rollback',
  'run',
] as const;

export type OperationName = (typeof operationNames)[number];
