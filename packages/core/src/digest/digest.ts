import { createHash } from 'node:crypto';

/** `sha256:` and 64 lower-case hex digits: how every digest is written in our own files. */
export type Digest = `sha256:${string}`;

export function sha256(bytes: Uint8Array | string): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

export function isDigest(text: string): text is Digest {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}

/** The hex digits alone, as in-toto and CycloneDX write a digest. */
export function hexOf(digest: Digest): string {
  return digest.slice('sha256:'.length);
}
