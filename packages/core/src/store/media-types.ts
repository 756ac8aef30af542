/** Media types of OCI image-spec 1.1, and what we store under which type. */
export const manifestType = 'application/vnd.oci.image.manifest.v1+json';
export const indexType = 'application/vnd.oci.image.index.v1+json';
export const emptyType = 'application/vnd.oci.empty.v1+json';
/** artifactType of a stored artifact. */
export const artifactType = 'application/vnd.interlock.artifact.v1';
/** artifactType and layer type of an SBOM, as IANA registers it for CycloneDX. */
export const sbomType = 'application/vnd.cyclonedx+json';
/** The annotation by which cosign, too, names the statement of a bundle. */
export const predicateAnnotation = 'dev.sigstore.bundle.predicateType';
export const titleAnnotation = 'org.opencontainers.image.title';
export const refNameAnnotation = 'org.opencontainers.image.ref.name';
