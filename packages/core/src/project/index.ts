/** The one place that names the project. Every address in generated files, docs and bundles is built from here. */
export const project = {
  name: 'Interlock',
  /** `owner/name` of the repository on the forge that hosts it. */
  slug: 'interlock-ci/interlock',
  server: 'https://github.com',
  version: '0.1.0',
} as const;

export const repositoryUrl = `${project.server}/${project.slug}`;

/** Where the reference of an operation is read. */
export const referenceUrl = (operation: string): string => `${repositoryUrl}/blob/main/docs/reference/${operation}.md`;

/** Type URI of an attestation for which no vetted predicate exists (DESIGN: `urn:interlock:attestation:<kind>:v0.1`). */
export function attestationType(kind: string): string {
  return `urn:interlock:attestation:${kind}:v0.1`;
}
