export { signManifest } from './declaration.ts';
export { handleSignManifest, type SignManifestPorts } from './handler.ts';
