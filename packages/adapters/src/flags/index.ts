export { readFlagFile } from './read-flag-file.ts';
export { replaceFlagFile } from './replace-flag-file.ts';
