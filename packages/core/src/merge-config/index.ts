export { mergeConfigSchema, mergeMethods, type MergeConfig, type MergeMethod } from './config.ts';
