const mebibyte = 1 << 20;

/** Bytes and counts above which a store is not believed; each is far above what a release needs. */
export const storeLimits = {
  /** As distribution-spec 1.1 advises registries. */
  manifest: 4 * mebibyte,
  bundle: 16 * mebibyte,
  sbom: 64 * mebibyte,
  artifact: 10 * 1024 * mebibyte,
  /** Manifests that refer to one artifact. */
  referrers: 256,
  /** Manifests in the index of a layout. */
  index: 20_000,
} as const;
