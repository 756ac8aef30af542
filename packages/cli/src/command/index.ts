export { parseFlags, type Flags } from './parse-flags.ts';
export { operationUsage, overview } from './usage.ts';
