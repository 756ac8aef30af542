export { createKeyOnFirstUse } from './create-key-on-first-use.ts';
export { loadSigningKey, type KeySettings } from './load-signing-key.ts';
export { parseSigningKey } from './parse-signing-key.ts';
