export { mergeChange } from './declaration.ts';
export { handleMergeChange, mergeChangeFiles } from './handler.ts';
export { type MergeChangePorts, type MergingForge } from './ports.ts';
