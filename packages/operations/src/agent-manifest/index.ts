export { agentManifest } from './declaration.ts';
export { handleAgentManifest, type AgentManifestPorts } from './handler.ts';
export { readManifest, type ManifestPorts } from './read-manifest.ts';
