export { hexOf, isDigest, sha256, type Digest } from './digest.ts';
export { digestOf, digestSchema } from './schema.ts';
