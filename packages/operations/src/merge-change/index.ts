export { mergeChange } from './declaration.ts';
export { handleMergeChange } from './handler.ts';
export { type MergeChangePorts, type MergingForge } from './ports.ts';
