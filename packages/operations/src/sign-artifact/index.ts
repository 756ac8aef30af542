export { signArtifact } from './declaration.ts';
export { handleSignArtifact, type SignArtifactPorts } from './handler.ts';
