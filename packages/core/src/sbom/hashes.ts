/** A hash as CycloneDX writes it: algorithm name and lower-case hex digits. */
export interface PackageHash {
  readonly algorithm: 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512' | 'MD5';
  readonly hex: string;
}

const algorithms = new Map<string, PackageHash['algorithm']>([
  ['md5', 'MD5'],
  ['sha1', 'SHA-1'],
  ['sha256', 'SHA-256'],
  ['sha384', 'SHA-384'],
  ['sha512', 'SHA-512'],
]);
const hexLengths = { MD5: 32, 'SHA-1': 40, 'SHA-256': 64, 'SHA-384': 96, 'SHA-512': 128 } as const;

/** Hashes of a Subresource Integrity string (W3C SRI); unknown algorithms and malformed digests are left out; at most 16. */
export function hashesOfIntegrity(integrity: string | undefined): readonly PackageHash[] {
  return (integrity ?? '').split(/\s+/, 16).flatMap((item) => {
    const dash = item.indexOf('-');
    const algorithm = algorithms.get(item.slice(0, Math.max(0, dash)));
    if (algorithm === undefined) return [];
    const hex = Buffer.from(item.slice(dash + 1).split('?')[0] ?? '', 'base64').toString('hex');
    return hex.length === hexLengths[algorithm] ? [{ algorithm, hex }] : [];
  });
}

/** Both lists without repetition, sorted. */
export function mergeHashes(one: readonly PackageHash[], other: readonly PackageHash[]): readonly PackageHash[] {
  const all = new Map([...one, ...other].map((hash) => [`${hash.algorithm}:${hash.hex}`, hash]));
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, hash]) => hash);
}

/** The first algorithm for which both have a hash and share none: the two are different files. */
export function disagreement(
  one: readonly PackageHash[],
  other: readonly PackageHash[],
): PackageHash['algorithm'] | undefined {
  const shared = new Set(one.map(({ hex }) => hex));
  const agreed = new Set(other.filter(({ hex }) => shared.has(hex)).map(({ algorithm }) => algorithm));
  const known = new Set(one.map(({ algorithm }) => algorithm));
  return other.find(({ algorithm }) => known.has(algorithm) && !agreed.has(algorithm))?.algorithm;
}
