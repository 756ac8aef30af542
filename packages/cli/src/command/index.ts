export { parseFlags, type Flags } from './parse-flags.ts';
export { nearest } from './nearest.ts';
export { operationUsage, overview } from './usage.ts';
