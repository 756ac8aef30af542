export { draftManifest } from './declaration.ts';
export { handleDraftManifest, type DraftManifestPorts } from './handler.ts';
