export { accessInputs } from './access-inputs.ts';
export { storeArtifact } from './declaration.ts';
export { handleStoreArtifact, type StoreArtifactPorts } from './handler.ts';
