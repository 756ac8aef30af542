export { deployArtifact } from './declaration.ts';
export { handleDeployArtifact, type DeployArtifactPorts } from './handler.ts';
