export { findFiles } from './find-files.ts';
export { hashFile } from './hash-file.ts';
export { readFile } from './read-file.ts';
export { directoryTree } from './directory-tree.ts';
export { removeFiles } from './remove-files.ts';
export { writeFile } from './write-file.ts';
export { writeFiles } from './write-files.ts';
export { checkOutputs } from './check-outputs.ts';
