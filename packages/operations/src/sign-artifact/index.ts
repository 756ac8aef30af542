export { signArtifact } from './declaration.ts';
export { handleSignArtifact, keySource, type SignArtifactPorts } from './handler.ts';
