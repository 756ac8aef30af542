export { ownersMissing, ownersOf, parseCodeOwners, type CodeOwners, type OwnedPaths } from './code-owners.ts';
export { codeOwnersFiles, dialectOf } from './files.ts';
export { type Dialect } from './parse-pattern.ts';
