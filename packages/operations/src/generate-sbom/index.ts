export { generateSbom } from './declaration.ts';
export { handleGenerateSbom, type GenerateSbomPorts } from './handler.ts';
export { identifyProject } from './project-identity.ts';
